"""The forms of who complains, by page, counter or paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rekam.applications.complaints import words
from rekam.applications.complaints.rules import MOST_PRINTED, Accused, Category
from rekam.applications.complaints.services import Told
from rekam.applications.complaints.telling import address_of
from rekam.applications.filing.numbers import read_number
from rekam.applications.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import children
from rekam.messages import refusals as messages
from rekam.ui.forms import CHOOSE, ThreePartDateField

DIGITS = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
QUIET = {"autocomplete": "off"}


def long_text(label: words.Text, *, longest: int, rows: int, hint: words.Text = "") -> forms.CharField:
    """Several lines of somebody's own words."""
    return forms.CharField(
        label=label, max_length=longest, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def _sheet() -> forms.FileField:
    return forms.FileField(
        label=_("Foto atau PDF sebagai bukti"),
        required=False,
        allow_empty_file=True,
        help_text=_("Paling besar 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class SheetedForm(forms.Form):
    """A form with which one photograph or PDF may come."""

    def sheet_bytes(self) -> bytes:
        """What came; b"" for nothing."""
        found = self.cleaned_data.get("sheet")
        return found.read() if found else b""


class TellForm(SheetedForm):
    """What went wrong, in somebody's own words."""

    category = forms.ChoiceField(
        label=_("Apa yang tidak beres?"),
        choices=[(one.value, word) for one, word in words.CATEGORIES.items()],
        widget=forms.RadioSelect,
    )
    said = long_text(
        _("Ceritakan apa yang terjadi"), longest=2000, rows=6, hint=_("Jangan tulis NIK di sini.")
    )
    accused = forms.ChoiceField(
        label=_("Siapa yang Anda adukan?"),
        choices=[(one.value, word) for one, word in words.ACCUSED.items()],
        widget=forms.RadioSelect,
        initial=Accused.NOBODY,
        help_text=_("Yang diadukan tidak ikut menangani dan tidak dapat membacanya."),
    )
    described = forms.CharField(
        label=_("Loket, jabatan atau ciri orangnya"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    place = forms.ChoiceField(label=_("Di mana?"), required=False)
    happened_on = ThreePartDateField(label=_("Kapan?"), required=False)
    application = forms.CharField(
        label=_("Nomor permohonan"),
        max_length=20,
        required=False,
        help_text=_("Sepuluh angka, bila ada."),
        widget=forms.TextInput(attrs=DIGITS),
    )
    contact = forms.CharField(
        label=_("Nomor telepon atau surel"),
        max_length=120,
        required=False,
        help_text=_("Hanya untuk kabar bahwa sudah dijawab; tanpa ini pun kami jawab."),
    )
    sheet = _sheet()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        parts = [(area.code.text, area.name) for area in children(settings.REKAM_OFFICE_AREA)]
        place.choices = [("", CHOOSE), (settings.REKAM_OFFICE_AREA, _("kantor dinas")), *parts]

    def clean_happened_on(self) -> date | None:
        return _past(self.cleaned_data["happened_on"])

    def clean_application(self) -> str:
        typed: str = self.cleaned_data["application"]
        return _told(lambda: read_number(typed)) if typed.strip() else ""

    def clean_contact(self) -> str:
        typed: str = self.cleaned_data["contact"]
        return _told(lambda: address_of(typed).address) if typed.strip() else ""

    def told(self) -> Told:
        """What was typed."""
        given = self.cleaned_data
        return Told(
            category=Category(given["category"]),
            said=given["said"],
            accused=Accused(given["accused"]),
            described=given["described"],
            place=given["place"],
            happened_on=given["happened_on"],
            application=given["application"],
            contact=given["contact"],
        )


def _past(day: date | None) -> date | None:
    if day is not None and day > office_day(timezone.now()):
        raise forms.ValidationError(_("Hari ini belum terjadi. Periksa tanggalnya."))
    return day


def _told(read: Callable[[], str]) -> str:
    """What a rule makes of something typed; its refusal stands beside the field."""
    try:
        return read()
    except RuleBroken as broken:
        raise forms.ValidationError(str((SENTENCES | messages.SENTENCES)[broken.code])) from broken


class PaperForm(TellForm):
    """The same from a sheet of paper, with its number."""

    number = forms.CharField(label=_("Nomor formulir"), max_length=20, widget=forms.TextInput(attrs=DIGITS))
    came_on = ThreePartDateField(
        label=_("Diserahkan pada"),
        help_text=_("Dari hari ini batas waktunya dihitung, bukan dari mengetiknya."),
    )
    field_order = ("number", "came_on")

    def clean_came_on(self) -> date | None:
        return _past(self.cleaned_data["came_on"])

    def told(self) -> Told:
        """What was written, and when it was handed in."""
        return replace(super().told(), came_on=self.cleaned_data["came_on"])


class PrintForm(forms.Form):
    """How many forms."""

    copies = forms.IntegerField(
        label=_("Berapa formulir kosong?"),
        min_value=1,
        max_value=MOST_PRINTED,
        initial=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )


class FindForm(forms.Form):
    """Number and code."""

    number = forms.CharField(label=_("Nomor pengaduan"), max_length=20, widget=forms.TextInput(attrs=DIGITS))
    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        help_text=_("Sepuluh huruf dan angka yang Anda catat."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )


class ReplyForm(SheetedForm):
    """An answer to a question, or something forgotten."""

    text = long_text(_("Jawaban atau tambahan Anda"), longest=1000, rows=4)
    sheet = _sheet()


class AgainForm(forms.Form):
    """Why somebody is not satisfied."""

    text = long_text(_("Apa yang belum beres?"), longest=1000, rows=4)
