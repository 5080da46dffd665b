"""The search box with its helpers, and why somebody searches."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.permissions import AT_THE_SEARCH, PURPOSES, may_be_case
from rekam.audit.rules import Purpose
from rekam.registry.lookup.rules import FIRST_YEAR, MOST_LETTERS

CHOICES = [(purpose, PURPOSES[purpose]) for purpose in AT_THE_SEARCH]
LAST_YEAR = 2100


class SearchForm(forms.Form):
    cari = forms.CharField(
        label=lazy("NIK, nomor KK, atau nama"),
        max_length=MOST_LETTERS,
        help_text=lazy(
            "Ejaan boleh kurang tepat. Tahun atau tanggal lahir dan nama kelurahan boleh ikut diketik: "
            "saepul anwar 1987 kasemen. Pencarian ini tercatat dan dapat dilihat oleh orangnya."
        ),
        error_messages={
            "required": lazy("Tulis NIK, nomor KK, atau nama"),
            "max_length": lazy("Terlalu panjang; tulis paling banyak 200 huruf"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )
    tahun = forms.IntegerField(
        label=lazy("Tahun lahir"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "invalid": lazy("Tulis tahun dengan empat angka"),
            "min_value": lazy("Tulis tahun dengan empat angka"),
            "max_value": lazy("Tulis tahun dengan empat angka"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
    )
    wilayah = forms.CharField(
        label=lazy("Kelurahan atau kecamatan"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tujuan = forms.ChoiceField(label=lazy("Tujuan"), required=False, choices=CHOICES)
    perkara = forms.CharField(
        label=lazy("Nomor berkas"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_tujuan(self) -> str:
        return self.cleaned_data["tujuan"] or Purpose.SERVICE

    def clean_perkara(self) -> str:
        """A number of a file, never of a person: it goes into the audit."""
        number: str = self.cleaned_data["perkara"]
        if not may_be_case(number):
            raise ValidationError(_("Tulis nomor berkas, bukan nama atau NIK"))
        return number
