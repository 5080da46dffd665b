"""The two answers, in as few keys as they need."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LEAST = 10
ALIKE_AT_ONCE = 20
OTHER = "other"
# With a key each; the sentence is what the office keeps.
REASONS = {
    "differs": _("Isi tidak sama dengan berkas."),
    "unreadable": _("Berkas tidak terbaca."),
    "missing": _("Berkas yang diwajibkan tidak ada."),
    "wrong_person": _("Orangnya bukan yang dimaksud berkas."),
    OTHER: _("Alasan lain, tulis di bawah"),
}


class ApproveForm(forms.Form):
    """`why` is asked for where the risk is high."""

    why = forms.CharField(
        label=_("Apa yang Anda periksa"),
        max_length=200,
        error_messages={"required": _("Tulis apa yang Anda periksa, paling sedikit 10 huruf.")},
    )

    def __init__(self, *arguments: Any, must_say: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.must_say = self.fields["why"].required = must_say

    def clean_why(self) -> str:
        why = str(self.cleaned_data["why"]).strip()
        if self.must_say and sum(letter.isalpha() for letter in why) < LEAST:
            raise forms.ValidationError(gettext("Tulis apa yang Anda periksa, paling sedikit 10 huruf."))
        return why


class RefuseForm(forms.Form):
    choice = forms.ChoiceField(label=_("Alasan menolak"), choices=list(REASONS.items()))
    other = forms.CharField(label=_("Alasan lain"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        choice, other = told.get("choice", ""), str(told.get("other", "")).strip()
        if choice == OTHER and sum(letter.isalpha() for letter in other) < LEAST:
            self.add_error("other", gettext("Tulis alasannya, paling sedikit 10 huruf."))
        elif choice:
            told["reason"] = other if choice == OTHER else str(REASONS[choice])
        return told


class AlikeForm(forms.Form):
    keys = forms.MultipleChoiceField(label=_("Kasus"))

    def __init__(self, *arguments: Any, keys: Sequence[UUID], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(key), str(key)) for key in keys]
