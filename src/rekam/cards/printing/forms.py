"""Forms of printing in batches."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.printing.rules import MOST_IN_BATCH, Fault, Kind
from rekam.cards.printing.words import FAULTS, KINDS
from rekam.cards.queries import Site
from rekam.devices.pairing.queries import stations
from rekam.ui.forms import ThreePartDateField

USUAL_BATCH = 20
MOST = 10_000


class ProposeForm(forms.Form):
    jumlah = forms.IntegerField(
        label=_("Berapa kartu?"),
        min_value=1,
        max_value=MOST_IN_BATCH,
        initial=USUAL_BATCH,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )


class RegisterForm(forms.Form):
    name = forms.CharField(
        label=_("Nama pencetak"), max_length=60, help_text=_("Misalnya: Pencetak 1, loket.")
    )
    site = forms.ChoiceField(label=_("Tempat: brankas yang kepingnya dipakai"))
    kind = forms.ChoiceField(label=_("Cara mencetak"), choices=[(k.value, KINDS[k]) for k in Kind])
    model = forms.CharField(label=_("Merek dan tipe"), max_length=60, required=False)
    computer = forms.ChoiceField(
        label=_("Komputer di sampingnya"), help_text=_("Yang sudah dipasangkan di halaman Laptop.")
    )
    ribbon = forms.IntegerField(label=_("Satu pita cukup untuk berapa kartu"), min_value=1, max_value=10_000)
    clean_every = forms.IntegerField(
        label=_("Dibersihkan setiap berapa kartu"), min_value=1, max_value=10_000
    )

    def __init__(self, *arguments: Any, places: Sequence[Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = {
            "site": [(place.code, place.name) for place in places],
            "computer": [(one.kid, one.name) for one in stations() if one.is_active],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed


class PrintedForm(forms.Form):
    scanned = forms.CharField(
        label=_("Pindai cip kartunya"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SpoiledForm(forms.Form):
    fault = forms.ChoiceField(
        label=_("Apa yang terjadi?"),
        choices=[(fault.value, FAULTS[fault]) for fault in Fault],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Keterangan"), max_length=120, required=False)


class DayForm(forms.Form):
    hari = ThreePartDateField(label=_("Hari"), required=False)
