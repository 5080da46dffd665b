"""The table on paper: A4 on its side, heads on every page, page n of m, a place to sign; drawn by Typst."""

import json
from importlib import resources

from django.utils.translation import gettext as _

from rekam.coverage.reports.rules import COLUMNS, Row
from rekam.coverage.reports.sheets import Report, groups
from rekam.coverage.reports.words import head, shown
from rekam.kernel.region import Level, area_name
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset

UNKNOWN = "·" * 24


def pdf(report: Report) -> bytes:
    """The report for the printer; the same report gives the same bytes."""
    layout = resources.files("rekam.coverage.reports").joinpath("table.typ").read_bytes()
    return typeset({"main.typ": layout, "table.json": json.dumps(_told(report)).encode()}, at=report.at)


def _told(report: Report) -> dict[str, object]:
    """All words and numbers of the page, as the layout takes them."""
    table, sign = report.table, report.signer
    based, ruled, made = report.lines
    return {
        "title": report.title,
        "office": sign.office,
        "lines": [based, ruled],
        "area": [_("Kode"), _("Wilayah")],
        "groups": list(groups()),
        "heads": [head(name)[1] for name in COLUMNS],
        "rows": [
            {"cells": _cells(row, name=area_name(row.code)), "strong": row.level < Level.KELURAHAN_DESA}
            for row in table.rows
        ],
        "total": _cells(table.total, name=_("Jumlah")),
        "notes": _notes(),
        "sign": {
            "place": f"{_seat(table.total.code)}, {long_date(report.at.date())}",
            "office": _("Kepala %(office)s") % {"office": sign.office or UNKNOWN},
            "name": sign.name,
            "number": sign.number or UNKNOWN,
        },
        "foot": [based, _("Aturan %(version)s.") % {"version": table.rests_on.rule_version}, made],
        "page": _("halaman %(n)s dari %(m)s") % {"n": "N", "m": "M"},
    }


def _cells(row: Row, *, name: str) -> list[str]:
    return [row.code, name, *(shown(row, column, not_kept=_("t.d.")) for column in COLUMNS)]


def _notes() -> list[str]:
    return [
        _("Kepemilikan: kartu yang tercatat diserahkan. PRR: siap cetak dan belum dicetak."),
        _("SFE dan ganda: status sekarang, jadi hanya ada pada tabel hari ini."),
        _("t.d. = tidak dicatat, bukan nol. Suket tidak dicatat di sini."),
        _("Wajib KTP = sudah rekam + belum rekam, di setiap baris."),
    ]


def _seat(code: str) -> str:
    """Where the office sits: a kota bears the name of its seat, a kabupaten does not."""
    name = area_name(".".join(code.split(".")[: Level.KABUPATEN_KOTA]))
    return name.removeprefix("Kota ") if name.startswith("Kota ") else UNKNOWN
