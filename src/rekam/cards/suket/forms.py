"""Forms of the letters' pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.suket.rules import Withdrawal

REASONS = {Withdrawal.EXTENDED: _("hampir habis: perpanjang"), Withdrawal.LOST: _("hilang: ganti")}


class ReplaceForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Mengapa diganti"),
        choices=[(why.value, word) for why, word in REASONS.items()],
        widget=forms.RadioSelect,
    )


class CheckForm(forms.Form):
    kode = forms.CharField(
        label=_("Kode pada suket"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Enam belas huruf dan angka di samping kotak QR."),
    )
