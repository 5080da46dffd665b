"""The answer's form; nothing is chosen beforehand."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.registry.duplicates.rules import LEAST_REASON, MOST_REASON
from rekam.registry.duplicates.words import ANSWERS


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=lazy("Jawaban Anda"),
        choices=list(ANSWERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Pilih satu jawaban")},
    )
    reason = forms.CharField(
        label=lazy("Alasan"),
        min_length=LEAST_REASON,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": lazy("Tulis alasan, 10 huruf atau lebih"),
            "min_length": lazy("Alasan terlalu pendek; tulis 10 huruf atau lebih"),
        },
    )
