"""What officers say before they hand out a code."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.credentials.issuing.showing import Possible
from rekam.credentials.issuing.ways import Seen, Step
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik
from rekam.ui.forms import ThreePartDateField

_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}


class FindForm(forms.Form):
    """Who stands there: both from the paper in the officer's hand."""

    nik = forms.CharField(label=_("NIK"), max_length=20, widget=forms.TextInput(attrs=_DIGITS))
    born = ThreePartDateField(label=_("Tanggal lahir"))

    def clean_nik(self) -> str:
        try:
            return Nik.parse("".join(str(self.cleaned_data["nik"]).split())).digits
        except RuleBroken as broken:
            raise forms.ValidationError(_("NIK terdiri dari 16 angka.")) from broken

    @property
    def birth_date(self) -> date:
        """As typed, once the form is valid."""
        told: date = self.cleaned_data["born"]
        return told


class GiveForm(forms.Form):
    """Whose documents, and by what the officer knows who holds the phone."""

    subject = forms.ChoiceField(label=_("Dokumen siapa?"), widget=forms.RadioSelect)
    seen = forms.ChoiceField(
        label=_("Bagaimana Anda tahu siapa yang di depan Anda?"),
        choices=[
            (Seen.KTP, _("KTP-el aslinya, dan wajahnya cocok")),
            (Seen.KK_AND_PHOTO, _("KK asli dan surat lain dengan foto, dan wajahnya cocok")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *arguments: Any, people: list[Possible], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choice = self.fields["subject"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(str(one.person), one.words) for one in people]
        choice.initial = str(people[0].person) if people else None

    @property
    def person(self) -> UUID:
        """Whose documents, once the form is valid."""
        return UUID(self.cleaned_data["subject"])


class RemoteForm(forms.Form):
    """What the officer saw by video."""

    step = forms.ChoiceField(
        label=_("Bagaimana Anda mengenalinya?"),
        choices=[(Step.VIDEO, _("Panggilan video: wajah dan KTP-el diperlihatkan, pertanyaan dijawab"))],
        widget=forms.RadioSelect,
        initial=Step.VIDEO,
    )
    passed = forms.BooleanField(
        label=_("Wajahnya cocok dengan foto rekaman, dan ia sendiri yang meminta"), required=False
    )
