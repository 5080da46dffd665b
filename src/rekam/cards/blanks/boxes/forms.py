"""Forms of a closed box."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.fields import SCAN, SerialsField
from rekam.cards.forms import ReasonForm


class CountOutForm(forms.Form):
    serials = SerialsField(rows=8, label=_("Nomor seri yang dikeluarkan"), help_text=SCAN)


class ShortForm(ReasonForm):
    second = forms.ChoiceField(label=_("Petugas kedua yang ikut menghitung"))

    def __init__(self, *arguments: Any, officers: Sequence[tuple[str, object]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["second"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = officers
