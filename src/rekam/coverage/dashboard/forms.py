"""The day that a page speaks of."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as lazy

EARLIEST = date(2011, 1, 1)  # the first KTP-el were recorded in this year
FARTHEST = timedelta(days=3653)


class DayForm(forms.Form):
    """`?per=2027-06-30`; today, where nothing is chosen.

    today   the office's day
    """

    per = forms.DateField(
        label=lazy("Per tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

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


def days_offered(today: date) -> list[date]:
    """The ends of this semester and of the two after it: the days for which reports are asked."""
    ends = [
        date(year, month, day) for year in (today.year, today.year + 1) for month, day in ((6, 30), (12, 31))
    ]
    return [end for end in ends if end >= today][:3]
