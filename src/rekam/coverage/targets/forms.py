"""Setting a target."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.words import MEASURES
from rekam.ui.forms import ThreePartDateField


class TargetForm(forms.Form):
    measure = forms.ChoiceField(label=_("Hitungan"), choices=[(m.value, MEASURES[m]) for m in Measure])
    percent = forms.DecimalField(
        label=_("Target, persen dari wajib KTP"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
    )
    on = ThreePartDateField(label=_("Tercapai pada"))
    source = forms.CharField(
        label=_("Dasar"), max_length=120, help_text=_("Nomor surat, rencana kerja, atau keputusan.")
    )
