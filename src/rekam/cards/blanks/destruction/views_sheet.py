"""The cards of minutes as CSV, as the paper names them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow
from rekam.audit.rules import Purpose
from rekam.cards import queries
from rekam.cards.blanks.destruction.queries import doomed, get_minutes, holders_of, lines_of
from rekam.cards.blanks.sheets import csv_answer
from rekam.ui.dates import long_date

COLUMNS = (_("Nomor seri"), _("Nama"), _("Alamat"), _("Sebab"), _("Sejak"))


@allow("cards.see")
@require_GET
def sheet(request: HttpRequest, minutes: UUID) -> HttpResponse:
    """Names and addresses are the register's of today; who is out of sight stands there by serial only."""
    row = get_minutes(minutes)
    at = timezone.now()
    cards = doomed([line.blank for line in lines_of(row)], at=at)
    identity = str(row.uuid)
    show(
        request,
        "cards.minutes.downloaded",
        people=holders_of(cards),
        beside=[identity],
        purpose=Purpose.CARD,
        case=identity,
    )
    with override("id"):  # as the paper is
        return csv_answer(
            f"berita-acara-{row.uuid}",
            above=[
                f"Berita acara {row.number}, {queries.site_name(row.area_code)}, {long_date(row.on)}",
                f"{row.count} keping",
            ],
            columns=COLUMNS,
            rows=[
                (
                    card.blank.serial,
                    card.name,
                    card.address,
                    card.why,
                    long_date(timezone.localdate(card.since)),
                )
                for card in cards
            ],
        )
