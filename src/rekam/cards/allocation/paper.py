"""The letter to the centre as an A4 PDF, in the form of an official letter, drawn by Typst in memory."""

import json
from decimal import Decimal
from importlib import resources

from django.conf import settings

from rekam.cards.allocation.asking import Asked
from rekam.cards.allocation.models import BlankRequest
from rekam.cards.allocation.reading import lines_of_request
from rekam.cards.orders.words import PRIORITIES
from rekam.kernel.region import area_name
from rekam.ui import numbers
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset

# The letter goes to a ministry, so it is Indonesian whatever the page's language.
DOTS = "·" * 40


def pdf(row: BlankRequest) -> bytes:
    """The letter of a request as its figures stood; the same request gives the same bytes."""
    layout = resources.files("rekam.cards.allocation").joinpath("letter.typ").read_bytes()
    return typeset({"main.typ": layout, "letter.json": json.dumps(told(row)).encode()}, at=row.at)


def told(row: BlankRequest) -> dict[str, object]:
    """All words and numbers of the letter, as the layout takes them."""
    area, asked = area_name(row.area_code), lines_of_request(row)
    return {
        "government": f"PEMERINTAH {area.upper()}",
        "office": "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        "place": f"{area.removeprefix('Kota ')}, {long_date(row.on)}",
        "number": row.letter,
        "subject": "Permintaan blangko KTP-el",
        "opening": _opening(asked, area=area, on=long_date(row.on)),
        "heads": ["Kelompok", "Menunggu sekarang", "Sebulan", f"{asked.months} bulan", "Jumlah"],
        "groups": [
            [
                str(word),
                *map(
                    _count,
                    (
                        asked.waiting.get(group, 0),
                        asked.monthly.get(group, 0),
                        asked.months * asked.monthly.get(group, 0),
                        asked.waiting.get(group, 0) + asked.months * asked.monthly.get(group, 0),
                    ),
                ),
            ]
            for group, word in PRIORITIES.items()
        ],
        "total": ["Jumlah", *map(_count, (asked.queue, asked.a_month, asked.ahead, asked.cards))],
        "steps": _steps(asked),
        "requested": f"{_count(row.requested)} keping",
        "closing": "Blangko akan kami ambil begitu jatahnya ditetapkan. Setiap keping dicatat menurut nomor "
        "seri cipnya dan dipertanggungjawabkan dengan buku blangko.",
        "sign": f"Kepala Dinas Kependudukan dan Pencatatan Sipil {area}",
        "blank": DOTS,
        "copy": f"Kepala dinas yang membidangi kependudukan Provinsi {area_name(row.area_code[:2])}",
        "specimen": "CONTOH / SPECIMEN" if settings.REKAM_DEMO else "",
    }


def _opening(asked: Asked, *, area: str, on: str) -> str:
    return (
        f"Per {on} ada {_count(asked.queue)} kartu yang menunggu blangko di {area}, sedangkan persediaan "
        f"{_count(asked.stock)} keping. Dengan ini kami meminta blangko KTP-el dengan perhitungan "
        "sebagai berikut."
    )


def _steps(asked: Asked) -> list[list[str]]:
    """How the number was reached, line by line; each line says what it rests on."""
    spoiling = asked.spoiling
    share = numbers.decimal(_percent(spoiling.share), decimals=1)
    year = f"{_count(spoiling.spoiled)} dari {_count(spoiling.used)} keping setahun terakhir"
    steps = [
        ["Kartu yang menunggu sekarang", "", _count(asked.queue)],
        [f"Kebutuhan {asked.months} bulan", f"{asked.months} × {_count(asked.a_month)}", _count(asked.ahead)],
        ["Rusak cetak", f"{year}; dipakai {share} %", _count(asked.lost)],
        ["Kebutuhan blangko", "", _count(asked.need)],
        ["Persediaan di semua brankas", "dikurangi", numbers.count(-asked.stock)],
    ]
    if asked.coming:
        steps.append(["Jatah yang belum diterima", "dikurangi", numbers.count(-asked.coming)])
    return steps


def _percent(share: float) -> Decimal:
    return Decimal(100 * share)


def _count(number: int) -> str:
    return numbers.count(number)
