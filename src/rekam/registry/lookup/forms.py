"""The search box with its helpers, and why somebody searches."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Purpose
from rekam.registry.lookup.rules import FIRST_YEAR, MOST_LETTERS

PURPOSES = (
    (Purpose.SERVICE, lazy("Melayani di loket")),
    (Purpose.RECORDING, lazy("Perekaman")),
    (Purpose.VERIFICATION, lazy("Verifikasi")),
    (Purpose.CARD, lazy("Kartu")),
    (Purpose.OUTREACH, lazy("Jemput bola")),
    (Purpose.COMPLAINT, lazy("Pengaduan")),
    (Purpose.SUPERVISION, lazy("Pengawasan")),
)
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
    tujuan = forms.ChoiceField(label=lazy("Tujuan"), required=False, choices=PURPOSES)
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
        if number and (not re.fullmatch(r"[\w./ -]*\d[\w./ -]*", number) or re.search(r"\d{10}", number)):
            raise ValidationError(_("Tulis nomor berkas, bukan nama atau NIK"))
        return number
