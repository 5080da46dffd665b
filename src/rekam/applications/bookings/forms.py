"""Forms of bookings, queues and outages."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.applications.bookings.rules import (
    LONGEST_CAUSE,
    MOST_STATIONS,
    Line,
    Purpose,
    Slot,
)
from rekam.applications.bookings.services import address_of
from rekam.applications.bookings.words import LINES, PURPOSES
from rekam.applications.filing.forms import FindForm as FindApplicationForm
from rekam.applications.filing.forms import NikField
from rekam.kernel.errors import RuleBroken
from rekam.messages.refusals import SENTENCES as ADDRESSES
from rekam.ui.forms import ThreePartDateField, hour_field, number_field

DIGITS = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}


class TimeForm(forms.Form):
    """A half hour of the day that is looked at."""

    starts = forms.TypedChoiceField(
        label=_("Pukul berapa?"), coerce=time.fromisoformat, widget=forms.RadioSelect
    )

    def __init__(self, *arguments: Any, slots: Sequence[Slot], first: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["starts"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (f"{slot.starts:%H:%M}", f"{slot.starts:%H.%M}")
            for slot in slots
            if (slot.free_first if first else slot.free)
        ]


class BookForm(TimeForm):
    """Who comes, and when."""

    name = forms.CharField(label=_("Nama yang datang"), max_length=60, help_text=_("Untuk dipanggil."))
    nik = NikField(
        label=_("NIK yang datang"),
        max_length=20,
        help_text=_("Hanya supaya satu orang memegang satu janji; NIK-nya tidak disimpan."),
        widget=forms.TextInput(attrs=DIGITS),
    )
    contact = forms.CharField(
        label=_("Nomor telepon atau surel"),
        max_length=120,
        required=False,
        help_text=_("Untuk diingatkan, dan dikabari bila tempatnya tidak melayani."),
    )

    def clean_contact(self) -> str:
        told = str(self.cleaned_data["contact"])
        try:
            address_of(told)
        except RuleBroken as broken:
            raise forms.ValidationError(str(ADDRESSES[broken.code])) from broken
        return told


class FindForm(FindApplicationForm):
    """Number and code."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["number"].label = _("Nomor janji")
        self.fields["code"].help_text = _("Sepuluh huruf dan angka yang Anda catat saat memesan.")


class WordForm(forms.Form):
    """The word of the day on the board of the place."""

    word = forms.CharField(
        label=_("Kata hari ini, di papan"),
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-5"}),
    )


class NumberForm(forms.Form):
    """The number of a booking."""

    number = forms.CharField(label=_("Nomor janji"), max_length=20, widget=forms.TextInput(attrs=DIGITS))


class WalkInForm(forms.Form):
    """What somebody without a booking comes for."""

    purpose = forms.TypedChoiceField(label=_("Keperluan"), coerce=Purpose)

    def __init__(self, *arguments: Any, purposes: Sequence[Purpose], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, PURPOSES[one][0]) for one in purposes]


class StationForm(forms.Form):
    """Which desk calls, and whom."""

    line = forms.TypedChoiceField(
        label=_("Antrean"), coerce=Line, choices=[(one.value, word) for one, word in LINES.items()]
    )
    station = number_field(_("Meja nomor"), least=1, most=MOST_STATIONS, initial=1)


class OutageForm(forms.Form):
    """What does not work, from when, until when, and why."""

    line = forms.ChoiceField(
        label=_("Yang tidak melayani"),
        required=False,
        choices=[("", _("Seluruh tempat")), *((one.value, word) for one, word in LINES.items())],
        widget=forms.RadioSelect,
    )
    begins_on = ThreePartDateField(label=_("Mulai tanggal"))
    begins_hour = hour_field(_("Mulai pukul"))
    until_on = ThreePartDateField(
        label=_("Sampai tanggal"), required=False, help_text=_("Kosong: belum diketahui.")
    )
    until_hour = hour_field(_("Sampai pukul"), required=False)
    cause = forms.CharField(
        label=_("Sebabnya, untuk umum"),
        max_length=LONGEST_CAUSE,
        help_text=_("Misalnya: jaringan pusat terputus. Tanpa nama orang."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("until_on")) != bool(told.get("until_hour")) and not self.errors:
            self.add_error("until_hour", _("Isi tanggal dan jamnya, atau kosongkan keduanya."))
        return told

    def told(self, *, now: datetime) -> dict[str, Any]:
        """What a valid form says, as `outages.declare` takes it; now is in the office's zone."""
        given = self.cleaned_data

        def moment(on: date | None, hour: time | None) -> datetime | None:
            return datetime.combine(on, hour, now.tzinfo) if on and hour else None

        return {
            "line": Line(given["line"]) if given["line"] else None,
            "begins": moment(given["begins_on"], given["begins_hour"]),
            "until": moment(given["until_on"], given["until_hour"]),
            "cause": given["cause"],
        }
