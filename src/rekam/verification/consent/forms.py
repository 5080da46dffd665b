"""What a resident types to see who asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.verification.consent.rules import CODE_LETTERS


class CodeForm(forms.Form):
    """The code that the institution showed."""

    code = forms.CharField(
        label=_("Kode persetujuan"),
        help_text=_("Delapan huruf dan angka di layar atau surat lembaga itu. Berlaku 10 menit."),
        max_length=CODE_LETTERS + 6,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}
        ),
    )
