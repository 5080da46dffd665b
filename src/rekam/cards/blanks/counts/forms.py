"""Forms of a count of the safe; what the ledger expects is not in them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.counts.words import SHIFTS
from rekam.cards.blanks.fields import SCAN, SerialsField, sites_to_choose
from rekam.cards.blanks.queries import Site
from rekam.ui.forms import CHOOSE


class CountForm(forms.Form):
    site = forms.ChoiceField(label=_("Tempat penyimpanan"))
    shift = forms.ChoiceField(label=_("Kapan"), choices=[("", CHOOSE), *SHIFTS.items()])
    serials = SerialsField(
        rows=8, label=_("Pindai semua keping di penyimpanan"), required=False, help_text=SCAN
    )
    blanks = forms.IntegerField(label=_("atau jumlah blanko"), required=False, min_value=0)
    cards = forms.IntegerField(label=_("dan jumlah kartu tercetak"), required=False, min_value=0)
    boxed = forms.IntegerField(
        label=_("Isi semua boks tertutup"),
        required=False,
        min_value=0,
        help_text=_("Menurut tulisan di boks; kosong bila tidak ada boks."),
    )

    def __init__(self, *arguments: Any, places: Sequence[Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites_to_choose(places)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        numbers = [cleaned.get("blanks"), cleaned.get("cards")]
        if cleaned.get("serials") and any(number is not None for number in numbers):
            raise ValidationError(gettext("Pindai nomor serinya, atau isi jumlahnya; salah satu saja."))
        if not cleaned.get("serials") and None in numbers and not self.errors:
            raise ValidationError(gettext("Isi kedua jumlah, 0 bila tidak ada; atau pindai semua keping."))
        return cleaned


class ConfirmForm(forms.Form):
    finding = forms.CharField(
        label=_("Penjelasan selisih"),
        required=False,
        max_length=300,
        help_text=_("Wajib bila hitungan dan buku berbeda; paling sedikit 10 huruf."),
    )
