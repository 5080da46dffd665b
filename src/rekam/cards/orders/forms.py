"""Forms of print orders."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.rules import parse_serial
from rekam.cards.orders.rules import Reason
from rekam.cards.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken

REASONS = {
    Reason.NEW: _("kartu pertama"),
    Reason.DISASTER: _("korban bencana"),
    Reason.LOST: _("hilang"),
    Reason.DAMAGED: _("rusak"),
    Reason.CHANGED: _("perubahan data"),
}


class OrderForm(forms.Form):
    reason = forms.ChoiceField(choices=[(reason.value, word) for reason, word in REASONS.items()])


class CountryForm(forms.Form):
    country = forms.CharField(
        label=_("Kewarganegaraan menurut paspor"), max_length=40, help_text=_("Misalnya JAPAN.")
    )


class BlankForm(forms.Form):
    serial = forms.CharField(
        label=_("Nomor seri keping yang diambil"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Pindai cip keping; yang tertulis adalah keping berikutnya di brankas."),
    )

    def clean_serial(self) -> str:
        try:
            return parse_serial(self.cleaned_data["serial"])
        except RuleBroken as broken:
            raise ValidationError(str(SENTENCES[broken.code])) from broken
