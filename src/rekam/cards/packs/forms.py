"""Forms of packs: what goes along, what came back, and what holds of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.forms import ReasonForm
from rekam.cards.packs.rules import answers_to
from rekam.cards.packs.words import ANSWERS
from rekam.cards.rules import REASON_LETTERS
from rekam.ui.forms import CHOOSE, ThreePartDateField


class ChoiceForm(forms.Form):
    """Whose cards are offered: those of one kelurahan."""

    area = forms.ChoiceField(label=_("Kelurahan pemegang kartu"))

    def __init__(self, *arguments: Any, areas: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", CHOOSE), *areas]


class PackForm(forms.Form):
    """Where the cards go, when, and with whom."""

    place = forms.CharField(
        label=_("Tempat"), max_length=100, help_text=_("Sekolah, kelurahan, pulau atau rumah.")
    )
    on = ThreePartDateField(label=_("Tanggal"))
    officer = forms.ChoiceField(label=_("Dibawa oleh"))

    def __init__(self, *arguments: Any, officers: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", CHOOSE), *officers]


class CloseForm(forms.Form):
    """What is said of the missing cards; asked for only where some are missing."""

    police_number = forms.CharField(
        label=_("Nomor laporan polisi"),
        max_length=60,
        help_text=_("Wajib bila ada kartu yang hilang."),
    )
    why = forms.CharField(
        label=_("Keterangan kartu yang hilang"),
        min_length=REASON_LETTERS,
        max_length=200,
        help_text=_("Wajib bila ada kartu yang tidak kembali dan tidak diserahkan; paling sedikit 10 huruf."),
    )

    def __init__(self, *arguments: Any, some_missing: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.required = some_missing


class AnswerForm(ReasonForm):
    """For a case with this code: only answers that can hold are offered."""

    answer = forms.ChoiceField(
        label=_("Keputusan"),
        widget=forms.RadioSelect,
    )

    field_order = ("answer", "reason")

    def __init__(self, *arguments: Any, code: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(answer.value, ANSWERS[answer]) for answer in answers_to(code)]
