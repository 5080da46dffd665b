"""Forms of the station."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.enrolment.capture_rules import MAX_JUSTIFICATION, MIN_JUSTIFICATION, codes_for
from rekam.enrolment.worklist import Officer
from rekam.station.naming import CODES, part_name
from rekam.ui.forms import ThreePartDateField
from rekam.vault.officer_keys import MIN_PASSPHRASE


class UnlockForm(forms.Form):
    """Name and passphrase."""

    username = forms.CharField(
        label=_("Nama petugas"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    passphrase = forms.CharField(
        label=_("Kata sandi"),
        min_length=MIN_PASSPHRASE,
        max_length=200,
        strip=False,
        help_text=_("paling sedikit 10 huruf"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignForm(forms.Form):
    """The officer's passphrase once more, under a recording."""

    passphrase = forms.CharField(
        label=_("Kata sandi petugas"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OverruleForm(forms.Form):
    """A second officer's name and passphrase under the reason why a match is false."""

    officer = forms.ChoiceField(label=_("Petugas kedua"))
    passphrase = forms.CharField(
        label=_("Kata sandi petugas kedua"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("Alasan"), min_length=MIN_JUSTIFICATION, max_length=150)

    def __init__(self, *args: Any, officers: Mapping[str, Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(username, one.name) for username, one in officers.items()]
        self.fields["officer"].choices = names  # type: ignore[attr-defined]


class PhoneForm(forms.Form):
    """The office's answer by telephone, under the reason why a match is false."""

    answer = forms.CharField(
        label=_("Jawaban kantor"),
        max_length=20,
        help_text=_("delapan angka"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("Alasan"), min_length=MIN_JUSTIFICATION, max_length=150)


class WalkInForm(forms.Form):
    """A person who is not on the list, as they tell it; the office compares it with the register."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    nik = forms.CharField(
        label=_("NIK"),
        max_length=16,
        required=False,
        help_text=_("16 angka; kosongkan bila tidak tahu"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_date = ThreePartDateField(label=_("Tanggal lahir"))
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        choices=[("L", _("Laki-laki")), ("P", _("Perempuan"))],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(label=_("Alamat"), max_length=300)

    def clean_nik(self) -> str:
        nik: str = self.cleaned_data["nik"].replace(" ", "")
        if nik and not (len(nik) == 16 and nik.isascii() and nik.isdigit()):
            raise forms.ValidationError(
                gettext("NIK terdiri dari 16 angka; yang diisi %(count)d karakter") % {"count": len(nik)}
            )
        return nik


class ExceptionForm(forms.Form):
    """Which parts are missing or cannot be better, why, in a code and in words."""

    positions = forms.MultipleChoiceField(label=_("Bagian"), widget=forms.CheckboxSelectMultiple)
    code = forms.ChoiceField(label=_("Kode"), widget=forms.RadioSelect)
    justification = forms.CharField(
        label=_("Alasan"), min_length=MIN_JUSTIFICATION, max_length=MAX_JUSTIFICATION
    )

    def __init__(self, *args: Any, positions: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["positions"].choices = [  # type: ignore[attr-defined]
            (position, part_name(position).capitalize()) for position in positions
        ]
        codes = [code.value for code in codes_for(positions[0])]
        self.fields["code"].choices = [(code, CODES[code]) for code in codes]  # type: ignore[attr-defined]
        if len(positions) == 1:
            self.fields["positions"].initial = list(positions)
