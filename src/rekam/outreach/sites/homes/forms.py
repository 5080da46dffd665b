"""Forms of visits at home."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.sites.words import ASKERS, REASONS
from rekam.ui.forms import ThreePartDateField


class HomeVisitForm(forms.Form):
    """Who cannot come, why, and where to find them; the questions are those of Kota Bogor's form."""

    full_name = forms.CharField(label=lazy("Nama yang dikunjungi"), max_length=200)
    nik = forms.CharField(
        label="NIK",
        max_length=19,
        required=False,
        help_text=lazy("Boleh kosong. Dicari di register, lalu tidak disimpan."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = forms.ChoiceField(
        label=lazy("Mengapa tidak dapat datang"), choices=[(one.value, word) for one, word in REASONS.items()]
    )
    area_code = forms.ChoiceField(label=lazy("Kelurahan"))
    place = forms.CharField(
        label=lazy("Alamat"), max_length=200, help_text=lazy("Kampung, RT/RW, patokan yang mudah ditemukan.")
    )
    phone = forms.CharField(
        label=lazy("Telepon yang dapat dihubungi"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    wanted_on = ThreePartDateField(label=lazy("Hari yang diminta"), required=False)
    asker = forms.ChoiceField(
        label=lazy("Diminta oleh"), choices=[(one.value, word) for one, word in ASKERS.items()]
    )

    def __init__(self, *arguments: Any, villages: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(villages)


class DayForm(forms.Form):
    """The day on which some requests are visited."""

    on = ThreePartDateField(label=lazy("Tanggal kunjungan"))
