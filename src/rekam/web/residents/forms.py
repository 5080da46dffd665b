"""What residents type to enter, and an officer to hand out a code."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.accounts.residents.rules import OFFICE_CODE_LETTERS, SENT_CODE_DIGITS, Seen
from rekam.accounts.services import OF_PASSWORDS, check_password_rule
from rekam.kernel.errors import RuleBroken
from rekam.ui.forms import ThreePartDateField, password_field

ADDRESS = _("Nomor telepon atau surel")


def address_field(*, hint: Any = "") -> forms.CharField:
    """A telephone number or an e-mail address."""
    widget = forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    return forms.CharField(label=ADDRESS, max_length=120, help_text=hint, widget=widget)


class EnterForm(forms.Form):
    """Address and password."""

    address = address_field()
    password = password_field(_("Kata sandi"), new=False)


class KeepForm(forms.Form):
    """The address by which an account is entered from now on, and a password, twice."""

    address = address_field(
        hint=_("Ke sana kami kirim kode enam angka sekarang, dan setiap kali Anda masuk.")
    )
    password = password_field(_("Kata sandi baru"), new=True, hint=OF_PASSWORDS)
    again = password_field(_("Sekali lagi"), new=True)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("password") and told["password"] != told.get("again"):
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        return told

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        try:
            check_password_rule(typed)
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken.facts["why"])) from broken
        return typed


class SentCodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Kode enam angka"),
        max_length=SENT_CODE_DIGITS + 4,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "govuk-input--width-10",
            }
        ),
    )


class OfficeCodeForm(forms.Form):
    """The code on the office's slip, and the birth date of whom it is for."""

    code = forms.CharField(
        label=_("Kode dari kantor"),
        help_text=_("Dua belas huruf dan angka di kertas dari petugas."),
        max_length=OFFICE_CODE_LETTERS + 8,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )
    born = ThreePartDateField(label=_("Tanggal lahir Anda"))

    @property
    def birth_date(self) -> date:
        """As typed, once the form is valid."""
        told: date = self.cleaned_data["born"]
        return told


class GiveCodeForm(forms.Form):
    """What the officer saw."""

    seen = forms.ChoiceField(
        label=_("Bagaimana Anda tahu siapa yang di depan Anda?"),
        choices=[
            (Seen.KTP, _("KTP-el aslinya, dan wajahnya cocok")),
            (Seen.KK_AND_PHOTO, _("KK asli dan surat lain dengan foto, dan wajahnya cocok")),
        ],
        widget=forms.RadioSelect,
    )
