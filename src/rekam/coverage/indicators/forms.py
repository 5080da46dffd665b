"""Typing in one indicator: its value, its target, and who says so."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.coverage.indicators.rules import Indicator, Line
from rekam.ui.forms import ThreePartDateField


class PercentField(forms.CharField):
    """A percentage from 0 to 999,99 with at most two decimals, written with a comma or a point."""

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value).replace(",", ".").removesuffix("%").strip()
        whole, _, decimals = text.partition(".")
        if not (whole.isdigit() and len(whole) <= 3 and len(decimals) <= 2 and (decimals or "0").isdigit()):
            raise ValidationError(
                gettext("Tulis persen dengan paling banyak dua angka desimal, misalnya 98,19."),
                code="percent_malformed",
            )
        return Decimal(text)


class IndicatorForm(forms.Form):
    name = forms.CharField(
        label=_("Nama indikator"),
        max_length=80,
        help_text=_("Seperti dalam surat Ditjen; daftar yang diumumkan hanya menyebut sembilan."),
    )
    value = PercentField(label=_("Nilai, persen"))
    target = PercentField(label=_("Target, persen"))
    source = forms.CharField(label=_("Sumber"), max_length=120)
    source_on = ThreePartDateField(label=_("Tanggal sumber"))

    def __init__(self, *args: Any, indicator: Indicator, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.today = indicator, today
        if indicator != Indicator.TENTH:
            del self.fields["name"]
        if indicator == Indicator.RECORDING:
            del self.fields["value"]

    def clean_source_on(self) -> date:
        on: date = self.cleaned_data["source_on"]
        if on > self.today:
            raise ValidationError(gettext("Tanggal tidak boleh sesudah hari ini."), code="date_in_future")
        return on

    def line(self) -> Line:
        """What was typed."""
        return Line(self.indicator, **self.cleaned_data)
