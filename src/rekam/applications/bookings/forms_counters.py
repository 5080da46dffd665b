"""Forms of counters: hours, kits and people, by the week and for a day."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.applications.bookings import refusals
from rekam.applications.bookings.counters import Kept
from rekam.applications.bookings.hours import WEEK, Hours, read_hours, write_hours
from rekam.applications.bookings.models import Counter
from rekam.applications.bookings.places import week_of
from rekam.applications.bookings.rules import (
    MOST_MINUTES,
    MOST_STATIONS,
    MOST_WALK_INS,
    WALK_INS,
    Purpose,
)
from rekam.applications.bookings.words import PURPOSES
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.words import WEEKDAYS
from rekam.ui.forms import ThreePartDateField, number_field

WORKDAY, FRIDAY = "08.00-12.00, 13.00-15.00", "08.00-11.30, 13.00-15.00"
USUAL = dict.fromkeys(range(4), WORKDAY) | {4: FRIDAY}


class HoursField(forms.CharField):
    """The hours of a weekday in one line."""

    def clean(self, value: Any) -> Hours | None:
        try:
            return read_hours(super().clean(value))
        except RuleBroken as broken:
            raise forms.ValidationError(str(refusals.SENTENCES[broken.code])) from broken


class CounterForm(forms.Form):
    """A counter: where, when, with what and with whom."""

    name = forms.CharField(label=_("Nama tempat"), max_length=80)
    address = forms.CharField(label=_("Alamat"), max_length=160, help_text=_("Seperti orang menemukannya."))
    purposes = forms.TypedMultipleChoiceField(
        label=_("Keperluan yang dilayani"),
        choices=[(one.value, name) for one, (name, _told) in PURPOSES.items()],
        coerce=Purpose,
        widget=forms.CheckboxSelectMultiple,
    )
    kits = forms.TypedMultipleChoiceField(
        label=_("Alat rekam yang berdiri di sana"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang rusak atau dijanjikan ke tempat lain tidak dihitung pada hari itu."),
    )
    recorders = number_field(_("Orang yang merekam"), least=0, most=MOST_STATIONS, initial=1)
    clerks = number_field(_("Orang di loket"), least=0, most=MOST_STATIONS, initial=1)
    minutes_recording = number_field(
        _("Menit sekali rekam"),
        least=1,
        most=MOST_MINUTES,
        initial=10,
        help_text=_("Dipakai sampai cukup banyak yang terukur."),
    )
    minutes_desk = number_field(
        _("Menit sekali melayani di loket"),
        least=1,
        most=MOST_MINUTES,
        initial=10,
        help_text=_("Dipakai sampai cukup banyak yang terukur."),
    )
    walk_ins = number_field(
        _("Persen untuk yang datang tanpa janji"),
        least=0,
        most=MOST_WALK_INS,
        initial=WALK_INS,
        help_text=_("Supaya yang tidak punya ponsel tidak kalah oleh yang punya."),
    )

    def __init__(self, *arguments: Any, kits: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for day in WEEK:
            self.fields[f"day_{day}"] = HoursField(
                label=str(WEEKDAYS[day]),
                required=False,
                max_length=40,
                initial=USUAL.get(day, ""),
                widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
            )
        self.fields["day_0"].help_text = _("Jam buka, dengan istirahat. Kosong: tutup.")
        field = self.fields["kits"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kits)
        self.order_fields(["name", "area_code", "address", *(f"day_{day}" for day in WEEK)])

    def kept(self) -> Kept:
        """How a valid form says that the counter is kept."""
        told = dict(self.cleaned_data)
        told.pop("area_code", None)
        hours = {day: told.pop(f"day_{day}") for day in WEEK}
        return Kept(week={day: one for day, one in hours.items() if one}, **told)


class NewCounterForm(CounterForm):
    """A counter that is opened, and whose it is."""

    area_code = forms.ChoiceField(label=_("Kantor atau kecamatan"))

    def __init__(self, *arguments: Any, areas: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(areas)


def as_initial(counter: Counter) -> dict[str, object]:
    """A counter as its form takes it."""
    names = ("name", "address", "purposes", "kits", "recorders", "clerks")
    numbers = ("minutes_recording", "minutes_desk", "walk_ins")
    week = week_of(counter)
    return {name: getattr(counter, name) for name in (*names, *numbers)} | {
        f"day_{day}": write_hours(week[day]) if day in week else "" for day in WEEK
    }


class StaffForm(forms.Form):
    """Other people than usual on a day."""

    on = ThreePartDateField(label=_("Tanggal"))
    recorders = number_field(_("Orang yang merekam"), least=0, most=MOST_STATIONS)
    clerks = number_field(_("Orang di loket"), least=0, most=MOST_STATIONS)


class LastDayForm(forms.Form):
    """The first day on which a counter is closed for good."""

    on = ThreePartDateField(label=_("Tutup mulai tanggal"))
