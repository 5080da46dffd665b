"""Typing in one figure of IKD, or one day of socialisation."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rekam.coverage.ikd.reading import LONGEST_SOURCE, MOST_DIGITS
from rekam.coverage.ikd.rules import Channel, Count, Session
from rekam.coverage.ikd.words import CHANNELS, FAULTS
from rekam.kernel.region import area_name
from rekam.ui.forms import CHOOSE, ThreePartDateField

MOST = 10**MOST_DIGITS - 1


class SessionForm(forms.Form):
    area_code = forms.ChoiceField(label=_("Kelurahan"))
    on = ThreePartDateField(label=_("Pada tanggal"))
    source = forms.CharField(
        label=_("Sumber"),
        max_length=LONGEST_SOURCE,
        help_text=_("Siapa yang melaporkan, misalnya daftar hadir kelurahan."),
    )

    def __init__(self, *args: Any, villages: list[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        known = [(code, area_name(code)) for code in sorted(villages, key=area_name)]
        field.choices = known if len(known) == 1 else [("", CHOOSE), *known]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(str(FAULTS["date_in_future"]), code="date_in_future")
        return on

    def line(self) -> Session:
        """What was typed."""
        return Session(**{name: self.cleaned_data[name] for name in ("on", "area_code", "source")})


class CountForm(SessionForm):
    channel = forms.ChoiceField(
        label=_("Saluran"), choices=[("", CHOOSE), *((channel, CHANNELS[channel]) for channel in Channel)]
    )
    own = forms.IntegerField(
        label=_("Warga sendiri"), min_value=0, max_value=MOST, help_text=_("Menurut kelurahan domisilinya.")
    )
    outsiders = forms.IntegerField(
        label=_("Warga daerah lain"),
        min_value=0,
        max_value=MOST,
        help_text=_("Dilayani di sini, tetapi tidak dihitung untuk target kantor ini."),
    )
    field_order = ("on", "area_code", "channel", "own", "outsiders", "source")

    def count(self) -> Count:
        """What was typed."""
        return Count(**{**self.cleaned_data, "channel": Channel(self.cleaned_data["channel"])})
