"""Fields that several card rooms ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.rules import REASON_LETTERS


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        min_length=REASON_LETTERS,
        max_length=200,
        help_text=_("Paling sedikit 10 huruf."),
    )
