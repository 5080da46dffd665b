"""Planning a service event, and noting who registered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.events.rules import HOURS, MOST_KITS, MOST_PER_HOUR, MOST_WEEKS, Kind, Service
from rekam.outreach.events.services import Held
from rekam.outreach.events.words import KINDS, SERVICES
from rekam.ui.forms import SHORT, ThreePartDateField, hour_field, number_field

# Three to five minutes a person was the target of 2011 (Kompas, September 2011).
PER_HOUR = 15


class HeldForm(forms.Form):
    """When an event is held, by whom, and how many it holds."""

    on = ThreePartDateField(label=lazy("Tanggal"))
    opens = hour_field(lazy("Buka pukul"))
    closes = hour_field(lazy("Tutup pukul"))
    services = forms.TypedMultipleChoiceField(
        label=lazy("Layanan"),
        choices=[(one.value, word) for one, word in SERVICES.items()],
        coerce=Service,
        widget=forms.CheckboxSelectMultiple,
        initial=[Service.RECORDING.value],
    )
    kits = number_field(lazy("Alat rekam yang dipakai"), least=0, most=MOST_KITS, initial=1)
    per_hour = number_field(lazy("Orang per jam, tiap alat"), least=1, most=MOST_PER_HOUR, initial=PER_HOUR)
    team = forms.ChoiceField(
        label=lazy("Tim"),
        required=False,
        help_text=lazy("Pada jam itu rencana tidak mengirim tim ini ke tempat lain."),
    )

    def __init__(self, data: Any = None, *, teams: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(data, **named)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", lazy("Tanpa tim")), *teams]

    def held(self, *, kind: Kind) -> Held:
        """How a valid form says that it is held."""
        given = self.cleaned_data
        names = ("opens", "closes", "kits", "per_hour", "services")
        team = UUID(given["team"]) if given["team"] else None
        return Held(kind=kind, team=team, **{name: given[name] for name in names})


class EventForm(HeldForm):
    """A new event: its kind and place too, how often, and whether people are called."""

    kind = forms.ChoiceField(
        label=lazy("Jenis"), choices=[(kind.value, word) for kind, word in KINDS.items()]
    )
    site = forms.ChoiceField(label=lazy("Tempat"))
    weeks = number_field(
        lazy("Berapa pekan berturut-turut"),
        least=1,
        most=MOST_WEEKS,
        initial=1,
        help_text=lazy("1: hanya pada tanggal itu."),
    )
    call = forms.BooleanField(
        label=lazy("Panggil yang belum direkam di tempat itu"),
        required=False,
        help_text=lazy("Sebanyak yang tertampung, untuk tanggal pertama."),
    )

    def __init__(
        self, data: Any = None, *, kind: Kind, sites: Sequence[tuple[str, str]], **named: Any
    ) -> None:
        hours = HOURS[kind]
        first = {"kind": kind.value, "opens": hours.opens, "closes": hours.closes}
        super().__init__(data, initial=first, **named)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(sites)
        self.order_fields(["kind", "site", "on", "weeks"])


class BookForm(forms.Form):
    """How many registered."""

    number = forms.IntegerField(
        label=lazy("Pendaftar baru"),
        min_value=-10_000,
        max_value=10_000,
        widget=forms.TextInput(attrs=dict(SHORT)),
        help_text=lazy("Jumlah saja, tanpa nama. Yang batal: tulis dengan minus."),
    )
