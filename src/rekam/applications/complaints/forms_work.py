"""The forms of who answers: a question, an answer, the case, another owner, who is meant."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.accounts.permissions import Account
from rekam.accounts.queries import in_a_list
from rekam.applications.complaints import words
from rekam.applications.complaints.forms import DIGITS, QUIET, long_text
from rekam.applications.complaints.rules import Mended, Outcome
from rekam.ui.forms import CHOOSE


class AskForm(forms.Form):
    """A question to the complainant."""

    text = long_text(_("Pertanyaan kepada pengadu"), longest=1000, rows=3)


class AnswerForm(forms.Form):
    """What the office found, what was put right, and a sentence for the complainant."""

    outcome = forms.ChoiceField(
        label=_("Hasilnya"),
        choices=[(one.value, word) for one, (_sign, word) in words.OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
    mended = forms.ChoiceField(label=_("Yang diperbaiki"), widget=forms.RadioSelect)
    text = long_text(
        _("Jawaban kepada pengadu"),
        longest=1000,
        rows=5,
        hint=_("Kata sederhana. Bila bukan wewenang kita: tulis ke mana ia harus pergi."),
    )

    def __init__(self, *arguments: Any, possible: Iterable[Mended], **named: Any) -> None:
        super().__init__(*arguments, **named)
        mended = self.fields["mended"]
        assert isinstance(mended, forms.ChoiceField)
        mended.choices = [(one.value, words.MENDED[one]) for one in possible]
        if len(mended.choices) == 1:
            mended.help_text = _("Ada yang diperbaiki? Kaitkan dahulu permohonan atau orangnya, di bawah.")
        mended.initial = Mended.NOTHING.value

    def found(self) -> tuple[Outcome, Mended]:
        """Outcome, and what was put right."""
        return Outcome(self.cleaned_data["outcome"]), Mended(self.cleaned_data["mended"])


class LinkForm(forms.Form):
    """The case that a complaint is about."""

    typed = forms.CharField(
        label=_("Nomor permohonan atau NIK"),
        max_length=30,
        widget=forms.TextInput(attrs=DIGITS),
        help_text=_("Siapa yang mengurusnya tidak dapat lagi menangani pengaduan ini."),
    )


def _choose(accounts: Iterable[Account]) -> list[tuple[str, object]]:
    return [("", CHOOSE), *((one.username, in_a_list(one)) for one in accounts)]


class HandForm(forms.Form):
    """To whom, and why."""

    to = forms.ChoiceField(label=_("Penangan baru"))
    why = forms.CharField(
        label=_("Alasan, untuk petugas"), max_length=300, widget=forms.TextInput(attrs=QUIET)
    )

    def __init__(self, *arguments: Any, owners: Iterable[Account], **named: Any) -> None:
        super().__init__(*arguments, **named)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = _choose(owners)


class NameForm(forms.Form):
    """Who it is that was described."""

    accused = forms.ChoiceField(label=_("Petugas yang diadukan"))

    def __init__(self, *arguments: Any, officers: Iterable[Account], **named: Any) -> None:
        super().__init__(*arguments, **named)
        accused = self.fields["accused"]
        assert isinstance(accused, forms.ChoiceField)
        accused.choices = _choose(officers)
