"""The verdict's form; nothing is chosen beforehand."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.abis.rules import LEAST_REASON, MOST_REASON, Answer

CHOICES = (
    (Answer.SAME, lazy("Orang yang sama")),
    (Answer.DIFFERENT, lazy("Orang berbeda")),
    (Answer.UNDECIDED, lazy("Tidak dapat ditentukan")),
)


class VerdictForm(forms.Form):
    answer = forms.ChoiceField(
        label=lazy("Putusan Anda"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Pilih satu putusan")},
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
