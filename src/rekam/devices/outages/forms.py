"""Forms of the log: what is told of an outage, when it ended, why it was none."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rekam.devices.kits.forms import places
from rekam.devices.outages.rules import LONGEST_NOTE, MOST_PEOPLE, Cause
from rekam.devices.outages.services import Told
from rekam.devices.outages.words import CAUSES
from rekam.kernel.installation import office_zone
from rekam.ui.forms import ThreePartDateField, hour_field, number_field

_PEOPLE = _("Orang yang pulang tanpa dilayani")


def _moment(on: date | None, hour: time | None) -> datetime | None:
    return datetime.combine(on, hour, office_zone()) if on and hour else None


def _split(name: str, at: datetime | None) -> dict[str, object]:
    if at is None:
        return {}
    local = at.astimezone(office_zone())
    return {f"{name}_on": local.date(), f"{name}_hour": local.time()}


class OutageForm(forms.Form):
    """An outage as a person tells it."""

    cause = forms.ChoiceField(
        label=_("Sebabnya"),
        choices=[(one.value, CAUSES[one]) for one in Cause],
        widget=forms.RadioSelect,
    )
    sites = forms.MultipleChoiceField(
        label=_("Tempat yang terganggu"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu tempat.")},
    )
    began_on = ThreePartDateField(label=_("Mulai tanggal"))
    began_hour = hour_field(_("Mulai pukul"))
    ended_on = ThreePartDateField(
        label=_("Selesai tanggal"), required=False, help_text=_("Kosong: masih berlangsung.")
    )
    ended_hour = hour_field(_("Selesai pukul"), required=False)
    share = number_field(
        _("Kit yang berhenti, persen"),
        least=1,
        most=100,
        initial=100,
        help_text=_("100: seluruh tempat. 50: satu dari dua kit."),
    )
    people = number_field(
        _PEOPLE, least=0, most=MOST_PEOPLE, required=False, help_text=_("Kosong: tidak diketahui.")
    )
    note = forms.CharField(
        label=_("Catatan untuk kantor"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("Tidak diumumkan. Tanpa nama orang dan tanpa NIK."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["sites"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = places()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("ended_on")) != bool(given.get("ended_hour")) and not self.errors:
            self.add_error("ended_hour", _("Isi tanggal dan jamnya, atau kosongkan keduanya."))
        return given

    def told(self) -> Told:
        """What a valid form says."""
        given = self.cleaned_data
        began = _moment(given["began_on"], given["began_hour"])
        assert began is not None
        return Told(
            sites=tuple(sorted(given["sites"])),
            cause=Cause(given["cause"]),
            began=began,
            ended=_moment(given["ended_on"], given["ended_hour"]),
            share=given["share"],
            people=given["people"],
            note=" ".join(given["note"].split()),
        )

    @staticmethod
    def said(told: Told, *, counted: int | None) -> dict[str, object]:
        """What the log says by now, as the form begins with."""
        people = counted if told.people is None else told.people
        return {
            "cause": told.cause.value,
            "sites": list(told.sites),
            "share": told.share,
            "people": people,
            **_split("began", told.began),
            **_split("ended", told.ended),
        }


class EndForm(forms.Form):
    """When it was over, and how many people left unserved."""

    ended_on = ThreePartDateField(label=_("Selesai tanggal"))
    ended_hour = hour_field(_("Selesai pukul"))
    people = number_field(
        _PEOPLE, least=0, most=MOST_PEOPLE, required=False, help_text=_("Kosong: tidak diketahui.")
    )

    def ended(self) -> datetime:
        """The moment that a valid form says."""
        moment = _moment(self.cleaned_data["ended_on"], self.cleaned_data["ended_hour"])
        assert moment is not None
        return moment

    @staticmethod
    def at(moment: datetime | None) -> dict[str, object]:
        """What the form begins with."""
        return _split("ended", moment or timezone.now())


class DismissForm(forms.Form):
    """Why it was no outage."""

    note = forms.CharField(
        label=_("Mengapa bukan gangguan"),
        max_length=LONGEST_NOTE,
        help_text=_("Misalnya: laptop dibawa jemput bola. Tanpa nama orang."),
    )
