"""A report of use as a workbook and on paper: counts by field and by result, nobody's data."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources

from django.utils.translation import gettext as _

from rekam.kernel.workbook import to_xlsx
from rekam.ui import numbers
from rekam.ui.language import page_language
from rekam.ui.templatetags.rekam import tanggal
from rekam.ui.typesetting import typeset
from rekam.verification.asking.rules import Code, Field
from rekam.verification.partners.words import CODES, FIELDS
from rekam.verification.reports.models import UseReport
from rekam.verification.reports.rules import Figures

Row = tuple[str, str, int]


def xlsx(row: UseReport, *, printed_by: str) -> bytes:  # noqa: ARG001 - a workbook names no officer
    """One sheet: what is counted, the result, how many."""
    heads = [_("yang dihitung"), _("hasil"), _("jumlah")]
    return to_xlsx(columns=heads, rows=rows(row.figures), title=row.semester)


def pdf(row: UseReport, *, printed_by: str) -> bytes:
    """A page for the institution to confirm by its letter."""
    told = {
        "title": _("Laporan pemakaian semester %(semester)s") % {"semester": row.semester},
        "name": row.partner.name,
        "contract": row.partner.contract_number,
        "purpose": row.figures["purpose"],
        "made": _("Dihitung %(day)s dari catatan pertanyaan; dicetak oleh %(by)s.")
        % {"day": tanggal(row.made_at), "by": printed_by.rstrip(".")},
        "heads": [_("Yang dihitung"), _("Hasil"), _("Jumlah")],
        "rows": [[what, result, _count(number)] for what, result, number in rows(row.figures)],
        "ask": _("Mohon dibenarkan dengan surat lembaga dalam 30 hari."),
    }
    layout = resources.files("rekam.verification.reports").joinpath("report.typ").read_bytes()
    return typeset({"main.typ": layout, "told.json": json.dumps(told).encode()}, at=row.made_at)


def rows(figures: Figures) -> Sequence[Row]:
    """The lines of a report: the whole, by field, by the reason of a no; at last what is to be paid."""
    no = figures["questions"] - figures["confirmed"]
    yes, not_so = _("Sesuai"), _("Tidak Sesuai")
    told: list[Row] = [
        (_("pertanyaan"), yes, figures["confirmed"]),
        (_("pertanyaan"), not_so, no),
    ]
    for field, (right, wrong) in sorted(figures["fields"].items()):
        name = f"{field} ({FIELDS[Field(field)]})"
        told += [(name, yes, right), (name, not_so, wrong)]
    told += [(_("sebab"), str(CODES[Code(code)]), n) for code, n in sorted(figures["codes"].items())]
    return [*told, (_("tarif (rupiah)"), "", figures["rupiah"])]


def _count(number: int) -> str:
    return numbers.count(number, language=page_language())


FORMS: Mapping[str, Callable[..., bytes]] = {"xlsx": xlsx, "pdf": pdf}
