"""What to explore: a measure, the parts of the area, a split, a day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.coverage.explore.rules import Group
from rekam.coverage.explore.words import GROUPS, LEVELS, MEASURES
from rekam.kernel.region import AreaCode, Level
from rekam.ui.forms import ThreePartDateField


class ExploreForm(forms.Form):
    ukuran = forms.ChoiceField(label=_("Ukuran"), choices=list(MEASURES.items()))
    tingkat = forms.ChoiceField(label=_("Wilayah tiap baris"))
    pecah = forms.ChoiceField(label=_("Dipecah menurut"), choices=list(GROUPS.items()))
    per = ThreePartDateField(label=_("Keadaan pada"))

    def __init__(self, *args: Any, place: AreaCode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tingkat"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(int(level)), LEVELS[level]) for level in levels_under(place)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("pecah") == Group.CHANNEL and found.get("ukuran") != "recorded":
            raise ValidationError(
                gettext("Saluran hanya ada pada yang sudah direkam. Pilih ukuran Sudah direkam."),
                code="channel_of_recorded",
            )
        return found


def levels_under(place: AreaCode) -> list[Level]:
    """The levels whose areas may be the rows; a kelurahan is its own row."""
    first = min(place.level + 1, Level.KELURAHAN_DESA)
    return [level for level in Level if level >= first]


def start(place: AreaCode, *, today: date) -> dict[str, str]:
    """What the form says before anybody chose."""
    return {
        "ukuran": "not_recorded",
        "tingkat": str(int(levels_under(place)[0])),
        "pecah": Group.NONE,
        "per_day": str(today.day),
        "per_month": str(today.month),
        "per_year": str(today.year),
    }
