"""What is asked of somebody who lives elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik
from rekam.registry.outside.rules import Service
from rekam.ui.forms import ThreePartDateField

SERVICES = {
    Service.RECORDING: _("Perekaman pertama"),
    Service.LOST: _("Cetak ulang: kartu hilang, surat kehilangan polisi dibawa"),
    Service.DAMAGED: _("Cetak ulang: kartu rusak, kartunya diserahkan"),
}


class OutsideForm(forms.Form):
    nik = forms.CharField(
        label=_("NIK"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )
    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Seperti disebut orangnya; ejaan lama dan gelar boleh berbeda."),
    )
    birth_date = ThreePartDateField(label=_("Tanggal lahir"))
    service = forms.ChoiceField(
        label=_("Layanan"),
        choices=[(one.value, word) for one, word in SERVICES.items()],
        widget=forms.RadioSelect,
    )
    present = forms.BooleanField(
        label=_("Orangnya berdiri di loket dan tidak ada data yang diubah"),
        error_messages={"required": _("Layanan ini hanya untuk orang yang hadir, tanpa perubahan data.")},
    )

    def clean_nik(self) -> str:
        try:
            return Nik.parse(self.cleaned_data["nik"].replace(" ", "").replace(".", "")).digits
        except RuleBroken as broken:
            raise forms.ValidationError(_("NIK terdiri dari 16 angka."), code=broken.code) from broken
