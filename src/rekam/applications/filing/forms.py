"""The forms that an applicant fills in: who it is, and what each service asks."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from rekam.applications.catalogue.rules import OF_NEWCOMERS, Service
from rekam.applications.filing import words
from rekam.applications.filing.people import Said
from rekam.applications.filing.rules import ForWhom
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik
from rekam.kernel.region import children
from rekam.ui.forms import CHOOSE, ThreePartDateField

RELIGIONS = ("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu", "Kepercayaan")
MARITAL = ("Belum Kawin", "Kawin", "Cerai Hidup", "Cerai Mati")
_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
Builder = Callable[[str], forms.Field]


def _number(label: words.Text, *, hint: words.Text = "", needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=20, required=needed, help_text=hint, widget=forms.TextInput(attrs=_DIGITS)
    )


class NikField(forms.CharField):
    """Sixteen digits, with or without blanks."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return Nik.parse("".join(typed.split())).digits
        except RuleBroken as broken:
            raise forms.ValidationError(_("NIK terdiri dari 16 angka.")) from broken


def _nik(label: words.Text, *, needed: bool = True, hint: words.Text = "") -> NikField:
    widget = forms.TextInput(attrs=_DIGITS)
    return NikField(label=label, max_length=20, required=needed, help_text=hint, widget=widget)


class WhoForm(forms.Form):
    """Who applies, and for whom."""

    nik = _nik(_("NIK Anda"))
    kk = _number(_("Nomor KK Anda"), hint=_("16 angka di bagian atas kartu keluarga."))
    born = ThreePartDateField(label=_("Tanggal lahir Anda"))
    for_whom = forms.ChoiceField(
        label=_("Untuk siapa?"),
        choices=[(one.value, word) for one, word in words.FOR_WHOM.items()],
        widget=forms.RadioSelect,
    )
    subject_nik = _nik(_("NIK orang itu"), needed=False, hint=_("Kosong bila untuk diri sendiri."))
    contact = forms.CharField(
        label=_("Nomor telepon atau surel"),
        max_length=80,
        required=False,
        help_text=_("Hanya untuk kabar tentang permohonan ini."),
    )

    def __init__(self, *arguments: Any, service: Service, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if service in OF_NEWCOMERS:
            del self.fields["for_whom"], self.fields["subject_nik"]
        if service is Service.DEATH:
            del self.fields["for_whom"]
            self.fields["subject_nik"].label = _("NIK yang meninggal")
            self.fields["subject_nik"].help_text = ""
            self.fields["subject_nik"].required = True

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        other = told.get("for_whom") in {ForWhom.FAMILY, ForWhom.OTHER}
        if other and not told.get("subject_nik") and "subject_nik" not in self.errors:
            self.add_error("subject_nik", _("Isi NIK orang yang Anda wakili."))
        return told

    def said(self) -> Said:
        """What was typed."""
        told = self.cleaned_data
        return Said(
            nik=told["nik"],
            kk="".join(told["kk"].split()),
            born=told["born"],
            for_whom=ForWhom(told.get("for_whom") or ForWhom.FAMILY),
            subject_nik=told.get("subject_nik", ""),
        )


class ElsewhereForm(forms.Form):
    """Who applies whom the register here does not know."""

    full_name = forms.CharField(label=words.FIELDS["full_name"], max_length=60)
    nik = _nik(words.FIELDS["nik"])
    birth_date = ThreePartDateField(label=words.FIELDS["birth_date"])
    contact = WhoForm.base_fields["contact"]


def _text(name: str, *, longest: int = 100, needed: bool = True) -> forms.Field:
    return forms.CharField(label=words.FIELDS[name], max_length=longest, required=needed)


def _short(name: str) -> forms.Field:
    return forms.CharField(
        label=words.FIELDS[name],
        max_length=3,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        validators=[RegexValidator(r"^[0-9]{1,3}\Z", _("Tulis dengan angka, paling banyak 3."))],
    )


def _day(name: str) -> forms.Field:
    return ThreePartDateField(label=words.FIELDS[name])


def _one_of(name: str, choices: Mapping[str, words.Text]) -> forms.Field:
    return forms.ChoiceField(label=words.FIELDS[name], choices=[*choices.items()], widget=forms.RadioSelect)


def _listed(name: str, values: tuple[str, ...]) -> forms.Field:
    return forms.ChoiceField(
        label=words.FIELDS[name], choices=[("", CHOOSE), *((one, one) for one in values)]
    )


def _village(name: str) -> forms.Field:
    villages = [
        (village.code.text, f"{village.name} ({district.name})")
        for district in children(settings.REKAM_OFFICE_AREA)
        for village in children(district.code)
    ]
    return forms.ChoiceField(label=words.FIELDS[name], choices=[("", CHOOSE), *villages])


BUILDERS: Mapping[str, Builder] = {
    "birth_act": _text,
    "note": lambda name: _text(name, longest=200, needed=False),
    "police_number": _text,
    "police_on": _day,
    "damage": _text,
    "changed": _text,
    "reason": lambda name: _one_of(name, words.KK_REASONS),
    "destination": _text,
    "destination_address": lambda name: _text(name, longest=200),
    "members": lambda name: _one_of(name, words.MOVERS),
    "skpwni": lambda name: _text(name, longest=60),
    "origin": _text,
    "element": lambda name: _one_of(name, words.ELEMENTS),
    "value": lambda name: _text(name, longest=60),
    "on": _day,
    "place": lambda name: _text(name, longest=60),
    "document": _text,
    "full_name": lambda name: _text(name, longest=60),
    "sex": lambda name: _one_of(name, words.SEXES),
    "birth_place": lambda name: _text(name, longest=60),
    "birth_date": _day,
    "religion": lambda name: _listed(name, RELIGIONS),
    "marital_status": lambda name: _listed(name, MARITAL),
    "occupation": lambda name: _text(name, longest=60),
    "mother_name": lambda name: _text(name, longest=60),
    "father_name": lambda name: _text(name, longest=60, needed=False),
    "area_code": _village,
    "address": lambda name: _text(name, longest=120),
    "rt": _short,
    "rw": _short,
    "wanted": lambda name: _one_of(name, words.WANTED),
    "home": _text,
}
FIELDS: Mapping[Service, tuple[str, ...]] = {
    Service.KTP_NEW: ("note",),
    Service.KTP_LOST: ("police_number", "police_on", "note"),
    Service.KTP_DAMAGED: ("damage",),
    Service.KTP_CHANGE: ("changed", "document"),
    Service.KK: ("reason", "note"),
    Service.KIA: ("birth_act", "note"),
    Service.MOVE_OUT: ("destination", "destination_address", "members"),
    Service.MOVE_IN: (
        *("skpwni", "origin", "sex", "birth_place", "religion", "marital_status", "occupation"),
        *("mother_name", "father_name", "area_code", "address", "rt", "rw", "document"),
    ),
    Service.BIODATA: ("element", "value", "on", "document"),
    Service.BIRTH: (
        *("full_name", "sex", "birth_place", "birth_date", "religion", "mother_name", "father_name"),
        "document",
    ),
    Service.DEATH: ("on", "place", "document"),
    Service.OUTSIDE: ("wanted", "home", "note"),
}


class ServiceForm(forms.Form):
    """What one service asks."""

    def __init__(self, *arguments: Any, service: Service, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in FIELDS[service]:
            self.fields[name] = BUILDERS[name](name)

    def facts(self) -> dict[str, object]:
        """The answers as they are kept: days as YYYY-MM-DD."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }


def as_initial(facts: Mapping[str, object], *, service: Service) -> dict[str, object]:
    """What was filled in before, as the form takes it."""
    known = {name: facts[name] for name in FIELDS[service] if name in facts}
    return {
        name: date.fromisoformat(str(value)) if name in {"police_on", "on", "birth_date"} and value else value
        for name, value in known.items()
    }


class FindForm(forms.Form):
    """Number and code."""

    number = forms.CharField(
        label=_("Nomor permohonan"), max_length=20, widget=forms.TextInput(attrs=_DIGITS)
    )
    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        help_text=_("Sepuluh huruf dan angka yang Anda catat saat mulai."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )
