"""Forms of the office's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.applications.clock.rules import BY_OFFICER
from rekam.applications.clock.words import CAUSES
from rekam.applications.review.rules import REASON_LETTERS
from rekam.applications.uploads.rules import Verdict


class WhyForm(forms.Form):
    """A reason that the applicant reads."""

    why = forms.CharField(
        label=_("Alasan untuk pemohon"),
        max_length=300,
        min_length=REASON_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PauseForm(WhyForm):
    """For what the clock stands still."""

    cause = forms.ChoiceField(
        label=_("Jam berhenti karena"),
        choices=[(one.value, CAUSES[one]) for one in BY_OFFICER],
        widget=forms.RadioSelect,
    )
    field_order = ("cause", "why")


class CollectorForm(forms.Form):
    """Who collects in the applicant's place."""

    collector = forms.CharField(
        label=_("Bila orang lain yang mengambil: namanya"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    by_letter = forms.BooleanField(label=_("Surat kuasanya sudah saya lihat"), required=False)


class VerdictForm(forms.Form):
    """What is said of a sheet."""

    verdict = forms.ChoiceField(choices=[(Verdict.ACCEPTED, ""), (Verdict.AGAIN, "")])
    why = forms.CharField(max_length=200, required=False)


class OriginalsForm(forms.Form):
    """Which originals lay on the counter."""

    seen = forms.MultipleChoiceField(
        label=_("Berkas asli yang sudah saya lihat"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, papers: list[tuple[str, object]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        seen = self.fields["seen"]
        assert isinstance(seen, forms.MultipleChoiceField)
        seen.choices = papers
