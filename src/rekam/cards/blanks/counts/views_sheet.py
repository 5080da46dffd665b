"""What a count of the safe did not find as the ledger has it, as CSV."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, who
from rekam.audit.services import record as audit
from rekam.cards import queries
from rekam.cards.blanks import words
from rekam.cards.blanks.counts.queries import get_count, lines_of_count
from rekam.cards.blanks.counts.words import SHIFTS, VERDICTS
from rekam.cards.blanks.sheets import csv_answer
from rekam.ui.dates import moment

COLUMNS = (_("Nomor seri"), _("Yang terlihat"), _("Menurut buku"))
UNKNOWN = _("tidak dikenal di sini")


@allow("cards.see")
@require_GET
def sheet(request: HttpRequest, count: UUID) -> HttpResponse:
    row = get_count(count)
    audit("cards.safe.downloaded", **who(request), subjects=[str(row.uuid)])
    site = queries.site_name(row.area_code)
    with override("id"):  # as the minutes are
        return csv_answer(
            f"selisih-{row.uuid}",
            above=[
                f"Hitungan penyimpanan {site}, {SHIFTS[row.shift]}, {moment(row.at)}",
                *(
                    f"{what}: buku {expected}, hitungan {counted}, selisih {counted - expected:+d}"
                    for what, expected, counted in (
                        ("blanko", row.expected_blanks, row.blanks),
                        ("kartu tercetak", row.expected_cards, row.cards),
                        ("dalam boks tertutup", row.expected_boxed, row.boxed),
                    )
                ),
                *([f"Penjelasan: {row.finding}"] if row.finding else []),
            ],
            columns=COLUMNS,
            rows=[
                (line.serial, VERDICTS[line.verdict], words.ACCOUNTS.get(line.state, UNKNOWN))
                for line in lines_of_count(row)
            ],
        )
