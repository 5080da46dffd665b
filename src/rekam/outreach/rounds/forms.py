"""What a home-visit day is asked for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.sites.teams.models import Team
from rekam.ui.forms import ThreePartDateField


class RoundForm(forms.Form):
    """The day, and who goes; everything else is known."""

    on = ThreePartDateField(label=lazy("Tanggal kunjungan"))
    teams = forms.TypedMultipleChoiceField(
        label=lazy("Tim yang berangkat"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Pilih paling sedikit satu tim.")},
    )
    health = forms.TypedMultipleChoiceField(
        label=lazy("Tenaga kesehatan ikut dengan"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Rumah yang memerlukannya hanya masuk rute tim ini."),
    )
    village = forms.ChoiceField(
        label=lazy("Dahulukan kelurahan"),
        required=False,
        help_text=lazy("Kosong: semua kelurahan sama; yang lama menunggu dan mendesak lebih dahulu."),
    )

    def __init__(
        self, *arguments: Any, crews: Sequence[Team], villages: Sequence[tuple[str, str]], **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        told = [(str(team.uuid), f"{team.name} ({team.leaves:%H.%M}–{team.back:%H.%M})") for team in crews]
        for name in ("teams", "health"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = told
        field = self.fields["village"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *villages]
