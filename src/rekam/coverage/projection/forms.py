"""What is asked of a projection, and what would be done."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from rekam.coverage.projection.refusals import NO_HISTORY, SENTENCES
from rekam.coverage.projection.rules import PROJECTED, Measure, Question, check_question
from rekam.coverage.projection.scenarios import MOST_TIMES, WORKING_DAYS, Scenario, check_scenario
from rekam.coverage.projection.words import MEASURES
from rekam.kernel.errors import RuleBroken
from rekam.ui.forms import ThreePartDateField

USUAL_TARGET = Decimal("99.4")  # the ministry's aim of 2023 and 2025 (docs/explanation/projection.md)
_SHORT = {"inputmode": "numeric", "class": "govuk-input--width-4", "autocomplete": "off"}


def _number(label: Any, *, help_text: Any = "", most: int = 1_000_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        help_text=help_text,
        widget=forms.TextInput(attrs=_SHORT),
    )


class ProjectionForm(forms.Form):
    measure = forms.ChoiceField(
        label=_("Hitungan"),
        choices=[(m.value, MEASURES[m]) for m in Measure if m in PROJECTED],
        error_messages={"invalid_choice": NO_HISTORY},
    )
    target = forms.DecimalField(
        label=_("Target, persen dari wajib KTP"),
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={**_SHORT, "inputmode": "decimal"}),
    )
    on = ThreePartDateField(label=_("Pada tanggal"))
    ahead = _number(_("Usia 16 yang direkam sebelum 17, %"), most=99)
    team_days = _number(_("Tambahan hari tim jemput bola sebulan"), most=1000)
    kits = _number(_("Alat rekam yang bekerja"), help_text=_("Batas atas; kosong = tanpa batas."), most=1000)
    outage_days = _number(_("Hari kerja tanpa jaringan sebulan, di luar kebiasaan"), most=WORKING_DAYS)
    outage_times = _number(
        _("Gangguan, kali yang tercatat"),
        help_text=_("0: tanpa gangguan; 2: dua kali lipat. Kosong = seperti biasanya."),
        most=MOST_TIMES,
    )
    blanks_low = _number(_("Blangko sebulan, paling sedikit"), help_text=_("Hanya untuk memegang kartu."))
    blanks_high = _number(_("Blangko sebulan, paling banyak"))
    dry_months = _number(_("Bulan tanpa blangko sejak sekarang"), most=120)
    printers = _number(_("Mesin cetak yang bekerja"), most=1000)
    stock = _number(
        _("Blangko dan kartu tercetak di brankas sekarang"), help_text=_("Kosong = menurut buku blangko.")
    )
    replaced = _number(
        _("Kartu pengganti dan rusak cetak, % dari semua kartu"),
        help_text=_("Kosong = menurut buku blangko tiga tahun terakhir."),
        most=99,
    )

    question_fields = ("measure", "target", "on")
    scenario_fields = (
        *("ahead", "team_days", "kits", "outage_days", "outage_times"),
        *("blanks_low", "blanks_high", "dry_months", "printers", "stock", "replaced"),
    )

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._today = today

    @property
    def asked(self) -> list[Any]:
        """The bound fields of the question."""
        return [self[name] for name in self.question_fields]

    @property
    def supposed(self) -> list[Any]:
        """The bound fields of the scenario."""
        return [self[name] for name in self.scenario_fields]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        try:
            told["question"] = Question(Measure(told["measure"]), float(told["target"]), told["on"])
            check_question(told["question"], today=self._today)
            told["scenario"] = _scenario(told)
            check_scenario(told["scenario"])
        except RuleBroken as broken:
            where = {"projection_target_range": "target", "projection_date_range": "on"}
            self.add_error(where.get(broken.code, "blanks_high"), str(SENTENCES[broken.code]))
        return told


def first_question(*, target: Decimal | None, on: date | None, today: date) -> dict[str, Any]:
    """What the page asks before anybody did: the next target, or the usual one by the end of next year."""
    day = on or date(today.year + 1, 12, 31)
    return {
        "measure": Measure.RECORDED.value,
        "target": number_format((target or USUAL_TARGET).normalize()),
        "on_day": str(day.day),
        "on_month": str(day.month),
        "on_year": str(day.year),
    }


def _scenario(told: dict[str, Any]) -> Scenario:
    low, high = told["blanks_low"], told["blanks_high"]
    blanks = None if low is None and high is None else (low or 0, high if high is not None else low)
    return Scenario(
        kits=told["kits"],
        team_days=told["team_days"],
        blanks=blanks,
        dry_months=told["dry_months"] or 0,
        printers=told["printers"],
        stock=told["stock"],
        replaced=_share(told["replaced"]),
        outage_days=told["outage_days"] or 0,
        outage_times=told["outage_times"],
        ahead=_share(told["ahead"]),
    )


def _share(percent: int | None) -> float | None:
    return None if percent is None else percent / 100
