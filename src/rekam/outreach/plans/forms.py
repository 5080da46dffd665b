"""What a planner asks for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans.rules import LEAST_SECONDS, MOST_SECONDS, MOST_WEEKS, SECONDS, WEEKS
from rekam.ui.forms import ThreePartDateField

FLOORS = (("", _("tanpa batas bawah")), ("50", "50 %"), ("70", "70 %"), ("80", "80 %"), ("90", "90 %"))
SHORT = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})


class ProposeForm(forms.Form):
    """Everything has an answer already: whoever knows nothing of planning presses the button."""

    first = ThreePartDateField(label=_("Mulai tanggal"))
    weeks = forms.IntegerField(
        label=_("Berapa pekan"), min_value=1, max_value=MOST_WEEKS, initial=WEEKS, widget=SHORT
    )
    floor = forms.ChoiceField(
        label=_("Setiap kecamatan paling sedikit"),
        choices=FLOORS,
        required=False,
        initial="70",
        help_text=_("Bagian dari yang belum direkam dan dapat dijangkau."),
    )
    lending = forms.BooleanField(label=_("Tim boleh dipinjamkan ke kantor lain"), required=False)
    seconds = forms.IntegerField(
        label=_("Lama mencari, detik"),
        min_value=LEAST_SECONDS,
        max_value=MOST_SECONDS,
        initial=SECONDS,
        widget=SHORT,
        help_text=_("Makin lama makin dekat ke rencana terbaik; 20 detik cukup untuk satu kota."),
    )


class MoveForm(forms.Form):
    """Another day of the plan for a stop."""

    to = forms.ChoiceField(label=_("Pindahkan ke"))

    def __init__(self, *arguments: object, days: list[tuple[date, str]], **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(day.isoformat(), word) for day, word in days]

    def day(self) -> date:
        """The day that was chosen."""
        return date.fromisoformat(self.cleaned_data["to"])


class SendForm(forms.Form):
    """The plan's workbook, with dates changed in it."""

    file = forms.FileField(
        label=_("Berkas XLSX rencana ini"),
        max_length=200,
        help_text=_(
            "Unduh dahulu, ubah kolom tanggal, lalu kirim kembali. Tanggal dikosongkan: kunjungan batal."
        ),
    )


def told_changes(lines: Sequence[str]) -> Mapping[UUID, date | None]:
    """What the preview gives back: by stop its new day, None where it is called off.

    lines  the id, a blank, and the day or "-"
    Raises RuleBroken("changes_malformed").
    """
    try:
        pairs = [line.split(" ") for line in lines]
        return {UUID(stop): None if day == "-" else date.fromisoformat(day) for stop, day in pairs}
    except ValueError as error:
        raise RuleBroken("changes_malformed") from error


def days_between(first: date, last: date) -> list[date]:
    """Monday to Saturday from one day to another, both included."""
    every = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 6]
