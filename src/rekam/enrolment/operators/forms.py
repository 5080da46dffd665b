"""Forms of the officers' bodies."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.capture_rules import MIN_JUSTIFICATION
from rekam.enrolment.operators.phone import read_question
from rekam.enrolment.operators.rules import NUMBER_DIGITS

_CODE = {"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10"}


class ConfirmForm(forms.Form):
    """The number on the laptop's screen, read by who stands beside it."""

    number = forms.CharField(
        label=lazy("Enam angka di layar laptop"),
        max_length=NUMBER_DIGITS + 3,
        widget=forms.TextInput(attrs=_CODE),
    )


class WithdrawForm(forms.Form):
    """Why a body is taken away."""

    why = forms.CharField(label=lazy("Alasan"), min_length=MIN_JUSTIFICATION, max_length=200)


class PhoneForm(forms.Form):
    """Which laptop asks (kid and name of each), and the letters that its officer reads out."""

    station = forms.ChoiceField(label=lazy("Laptop operator itu"))
    question = forms.CharField(
        label=lazy("Delapan huruf dan angka yang dibacakan petugas"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    known = forms.BooleanField(
        label=lazy("Saya mengenal suara petugas ini, dan ia menceritakan apa yang terjadi.")
    )

    def __init__(self, *args: Any, stations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].choices = stations  # type: ignore[attr-defined]

    def clean_question(self) -> str:
        question = read_question(self.cleaned_data["question"])
        if not question:
            raise forms.ValidationError(gettext("Delapan huruf dan angka, tanpa I, L, O dan U."))
        return question
