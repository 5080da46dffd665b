"""The day that a page speaks of."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as lazy

from rekam.ui.forms import PARTS, ThreePartDateField

EARLIEST = date(2011, 1, 1)  # the first KTP-el were recorded in this year
FARTHEST = timedelta(days=3653)


class DayForm(forms.Form):
    """`?per_day=30&per_month=6&per_year=2027`; today, where nothing is chosen.

    today   the office's day
    """

    per = ThreePartDateField(label=lazy("Per tanggal"), required=False)

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_per(self) -> date | None:
        """A day of which the register can tell anything."""
        day: date | None = self.cleaned_data["per"]
        if day and not EARLIEST <= day <= self.today + FARTHEST:
            raise ValidationError(lazy("Pilih tanggal dari 2011 sampai sepuluh tahun ke depan"), code="range")
        return day

    @property
    def day(self) -> date:
        """The chosen day of a valid form."""
        return self.cleaned_data["per"] or self.today


def asking_for(day: date) -> str:
    """The part of an address that asks for a day."""
    return urlencode({f"per_{part}": getattr(day, part) for part in PARTS})


def days_offered(today: date, *, polling: date | None) -> list[date]:
    """The days for which reports are asked: the ends of this and of the next two semesters, and polling."""
    ends = [
        date(year, month, day) for year in (today.year, today.year + 1) for month, day in ((6, 30), (12, 31))
    ]
    return sorted({*[end for end in ends if end >= today][:3], *([polling] if polling else [])})
