"""Forms of losses and alarms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.fields import SCAN, BoxNumbersField, SerialsField
from rekam.cards.blanks.losses.rules import LossKind
from rekam.cards.blanks.losses.words import LOSSES
from rekam.cards.rules import REASON_LETTERS
from rekam.ui.forms import ThreePartDateField


class LossForm(forms.Form):
    kind = forms.TypedChoiceField(label=_("Yang terjadi"), choices=list(LOSSES.items()), coerce=LossKind)
    police_number = forms.CharField(label=_("Nomor laporan polisi"), max_length=60)
    police_on = ThreePartDateField(label=_("Tanggal laporan polisi"))
    told = forms.CharField(label=_("Di mana dan bagaimana"), min_length=REASON_LETTERS, max_length=300)
    serials = SerialsField(label=_("Nomor seri yang hilang"), required=False, help_text=SCAN)
    boxes = BoxNumbersField(rows=2, label=_("Nomor boks yang hilang"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["serials"] and not cleaned["boxes"]:
            raise ValidationError(gettext("Tulis nomor seri atau nomor boks yang hilang."))
        return cleaned


class ToldForm(forms.Form):
    told = forms.CharField(
        label=_("Di mana dan bagaimana ditemukan"), min_length=REASON_LETTERS, max_length=200
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Hasil pemeriksaan"), min_length=REASON_LETTERS, max_length=300)
