"""Forms of the destruction list and of minutes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.ui.forms import ThreePartDateField


class TickedForm(forms.Form):
    """Cards ticked by hand; the page draws the boxes in its table."""

    ticked = forms.MultipleChoiceField(label=_("Keping yang dicentang"), required=False)

    def __init__(self, *arguments: Any, serials: Sequence[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["ticked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(serial, serial) for serial in serials]


class MinutesForm(TickedForm):
    number = forms.CharField(label=_("Nomor berita acara"), max_length=60)
    place = forms.CharField(label=_("Tempat pemusnahan"), max_length=100)
    on = ThreePartDateField(label=_("Tanggal pemusnahan"))
    witness = forms.ChoiceField(label=_("Saksi, penanda tangan kedua"))

    def __init__(self, *arguments: Any, officers: Sequence[tuple[str, object]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["ticked"].required = True
        field = self.fields["witness"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = officers
