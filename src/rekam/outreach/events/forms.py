"""Planning a service event, and noting who registered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.events.rules import HOURS, MOST_KITS, MOST_PER_HOUR, MOST_WEEKS, Kind, Service
from rekam.outreach.events.services import Held
from rekam.outreach.events.words import KINDS, SERVICES
from rekam.outreach.sites.forms import SHORT, hour_field, number_field
from rekam.ui.forms import ThreePartDateField

# Three to five minutes a person was the target of 2011 (Kompas, September 2011).
PER_HOUR = 15


class EventForm(forms.Form):
    """A kind of event, where, when, and how many it holds."""

    kind = forms.ChoiceField(
        label=lazy("Jenis"), choices=[(kind.value, word) for kind, word in KINDS.items()]
    )
    site = forms.ChoiceField(label=lazy("Tempat"))
    on = ThreePartDateField(label=lazy("Tanggal"))
    weeks = number_field(
        lazy("Berapa pekan berturut-turut"),
        least=1,
        most=MOST_WEEKS,
        initial=1,
        help_text=lazy("1: hanya pada tanggal itu."),
    )
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
    call = forms.BooleanField(
        label=lazy("Panggil yang belum direkam di tempat itu"),
        required=False,
        help_text=lazy("Sebanyak yang tertampung, untuk tanggal pertama."),
    )

    def __init__(self, data: Any = None, *, kind: Kind, sites: Sequence[tuple[str, str]]) -> None:
        hours = HOURS[kind]
        super().__init__(data, initial={"kind": kind.value, "opens": hours.opens, "closes": hours.closes})
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(sites)

    def held(self) -> Held:
        """How a valid form says that it is held."""
        given = self.cleaned_data
        names = ("opens", "closes", "kits", "per_hour", "services", "call")
        return Held(kind=Kind(given["kind"]), **{name: given[name] for name in names})


class BookForm(forms.Form):
    """How many registered."""

    number = forms.IntegerField(
        label=lazy("Pendaftar baru"),
        min_value=-10_000,
        max_value=10_000,
        widget=forms.TextInput(attrs=dict(SHORT)),
        help_text=lazy("Jumlah saja, tanpa nama. Yang batal: tulis dengan minus."),
    )
