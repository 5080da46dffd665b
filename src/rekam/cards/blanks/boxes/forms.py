"""Forms of a closed box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.fields import SCAN, SerialsField


class CountOutForm(forms.Form):
    serials = SerialsField(rows=8, label=_("Nomor seri yang dikeluarkan"), help_text=SCAN)
