"""Forms of shipments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.fields import SCAN, BoxNumbersField, SerialsField, sites_to_choose
from rekam.cards.blanks.queries import Site
from rekam.ui.forms import ThreePartDateField


class PackedForm(forms.Form):
    """What is put on the road, and until when it should be there."""

    due_on = ThreePartDateField(label=_("Paling lambat tiba"))
    serials = SerialsField(label=_("Nomor seri yang dikirim"), required=False, help_text=SCAN)
    boxes = BoxNumbersField(rows=2, label=_("Nomor boks tertutup yang dikirim"), required=False)
    letter = forms.CharField(label=_("Nomor surat pengantar"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["serials"] and not cleaned["boxes"]:
            raise ValidationError(gettext("Pindai nomor seri atau tulis nomor boks."))
        return cleaned


class SendForm(PackedForm):
    to_site = forms.ChoiceField(label=_("Tempat tujuan"))
    note = forms.CharField(label=_("Keterangan"), max_length=200, required=False)

    def __init__(self, *arguments: Any, places: Sequence[Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["to_site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites_to_choose(places)


class ArriveForm(forms.Form):
    """Either what was scanned, or how many were counted."""

    serials = SerialsField(label=_("Nomor seri yang tiba"), required=False, help_text=SCAN)
    boxes = BoxNumbersField(rows=2, label=_("Nomor boks yang tiba"), required=False)
    counted = forms.IntegerField(
        label=_("atau jumlah keping yang dihitung"),
        required=False,
        min_value=0,
        help_text=_("Isi boks ikut dihitung. Bila jumlahnya berbeda, setiap keping harus dipindai."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        scanned = cleaned.get("serials") or cleaned.get("boxes")
        if not self.errors and bool(scanned) == (cleaned["counted"] is not None):
            raise ValidationError(gettext("Pindai nomor serinya, atau isi jumlahnya; salah satu saja."))
        return cleaned
