"""Forms of ways and boats."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.sites.forms import weekdays_field
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.travel.rules import MOST_MINUTES, Mode
from rekam.outreach.sites.words import MODES
from rekam.ui.forms import hour_field, number_field


class BetweenForm(forms.Form):
    """Two sites, minutes, and the months in which the way is open."""

    start = forms.ChoiceField(label=lazy("Dari"))
    end = forms.ChoiceField(label=lazy("Ke"))
    minutes = number_field(lazy("Menit"), least=1, most=MOST_MINUTES)
    first_month = number_field(lazy("Bulan awal"), least=1, most=12, initial=1)
    last_month = number_field(lazy("Bulan akhir"), least=1, most=12, initial=12)

    def __init__(self, *arguments: Any, sites: Sequence[Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("start", "end"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(site.uuid), f"{site.name} ({site.code})") for site in sites]


class LinkForm(BetweenForm):
    """A way that can be gone at any hour."""

    mode = forms.ChoiceField(
        label=lazy("Cara"), choices=[(mode.value, MODES[mode]) for mode in (Mode.ROAD, Mode.FOOT)]
    )


class BoatForm(BetweenForm):
    """A boat, one way."""

    departs = hour_field(lazy("Berangkat pukul"))
    weekdays = weekdays_field(lazy("Hari"))


class LinksFileForm(forms.Form):
    """The table of ways as a file."""

    file = forms.FileField(
        label=lazy("Berkas CSV atau XLSX"),
        max_length=200,
        help_text=lazy(
            "Kolom dari, ke, menit, cara, bulan awal, bulan akhir; tempat ditulis dengan kodenya."
        ),
    )
