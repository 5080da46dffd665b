"""Forms of visits at home."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.homes.refusals import SENTENCES
from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason, Wishes, read_point
from rekam.outreach.sites.words import ASKERS, HALF_DAYS, REASONS
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
    half_day = forms.ChoiceField(
        label=lazy("Jam yang diminta"), choices=[(one.value, word) for one, word in HALF_DAYS.items()]
    )
    health = forms.BooleanField(
        label=lazy("Perlu didampingi tenaga kesehatan"),
        required=False,
        help_text=lazy("Misalnya ODGJ, atau memakai alat bantu napas."),
    )
    urgent = forms.BooleanField(
        label=lazy("Mendesak"),
        required=False,
        help_text=lazy("Kartunya ditunggu untuk berobat atau bantuan."),
    )
    needs = forms.CharField(
        label=lazy("Yang perlu dibawa"),
        max_length=100,
        required=False,
        help_text=lazy("Misalnya: alat iris, karena jari tangan tidak ada."),
    )
    point = forms.CharField(
        label=lazy("Titik di peta"),
        max_length=50,
        required=False,
        help_text=lazy("Lintang dan bujur, misalnya -6.1201, 106.1503. Kosong: titik tengah kelurahan."),
    )
    asker = forms.ChoiceField(
        label=lazy("Diminta oleh"), choices=[(one.value, word) for one, word in ASKERS.items()]
    )

    def __init__(self, *arguments: Any, villages: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(villages)

    def clean_point(self) -> tuple[float, float] | None:
        try:
            return read_point(self.cleaned_data["point"])
        except RuleBroken as broken:
            raise forms.ValidationError(str(SENTENCES[broken.code])) from broken

    def told(self) -> Mapping[str, Any]:
        """What `services.ask_home_visit` is told, once the form is valid."""
        told = self.cleaned_data
        plain = {
            name: told[name] for name in ("full_name", "nik", "area_code", "place", "phone", "wanted_on")
        }
        return plain | {
            "reason": Reason(told["reason"]),
            "asker": Asker(told["asker"]),
            "wishes": self._wishes(),
        }

    def _wishes(self) -> Wishes:
        told = self.cleaned_data
        latitude, longitude = told["point"] or (None, None)
        return Wishes(
            half_day=HalfDay(told["half_day"]),
            health=told["health"],
            urgent=told["urgent"],
            needs=told["needs"],
            latitude=latitude,
            longitude=longitude,
        )
