"""Scenarios that offices have lived through, and a year without outages, one click away."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.projection.rules import Measure

# Kota Serang, September 2016 to March 2017 (Kabar5, 20 September 2017); Kota Bekasi (SINDOnews, 23 Nov 2020).
PRESETS: tuple[tuple[Promise, Measure, Mapping[str, int]], ...] = (
    (lazy("Tujuh bulan tanpa blangko, seperti Kota Serang 2016–2017"), Measure.HELD, {"dry_months": 7}),
    (
        lazy("15.000 sampai 20.000 blangko sebulan, seperti Kota Bekasi 2020"),
        Measure.HELD,
        {"blanks_low": 15_000, "blanks_high": 20_000},
    ),
    (
        lazy("Tanpa gangguan: jam yang hilang menurut catatan kembali melayani"),
        Measure.RECORDED,
        {"outage_times": 0},
    ),
)


def presets(asked: Mapping[str, object], *, place: str) -> list[tuple[Promise, str]]:
    """Each scenario with the query that asks it, for the target and the day now asked."""
    kept = {name: str(asked[name]) for name in ("target", "on_day", "on_month", "on_year") if name in asked}
    base: dict[str, str | int] = {"wilayah": place, **kept}
    return [
        (word, urlencode({**base, "measure": measure.value, **scenario}))
        for word, measure, scenario in PRESETS
    ]
