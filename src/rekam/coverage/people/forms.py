"""What a list is asked for, from its address; every value is one of people.rules."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.counters.rules import OLDEST
from rekam.coverage.dashboard.forms import DayForm
from rekam.coverage.people.rules import Chosen, Found, Group, Listed, Sex
from rekam.coverage.people.words import EVERYBODY, FOUND, GROUPS, LISTED, SEXES
from rekam.ui.numbers import EN_DASH

AGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


def _one_of(words: Mapping[Any, str | Promise], **more: Any) -> forms.ChoiceField:
    choices = [(one.value, word) for one, word in words.items()]
    return forms.ChoiceField(required=False, choices=[("", EVERYBODY), *choices], **more)


class ListForm(DayForm):
    """A count, and what narrows it; nothing chosen is everybody who is not recorded."""

    hitungan = forms.ChoiceField(
        label=lazy("Hitungan"), required=False, choices=[(one.value, word) for one, word in LISTED.items()]
    )
    usia = forms.CharField(label=lazy("Usia"), required=False, max_length=9, help_text=lazy("17, atau 22-29"))
    jk = _one_of(SEXES, label=lazy("Jenis kelamin"))
    kelompok = _one_of(GROUPS, label=lazy("Kelompok"))
    keadaan = _one_of(FOUND, label=lazy("Keadaan"))

    def clean_usia(self) -> tuple[int, int] | None:
        """One age or the first and the last of some."""
        text = str(self.cleaned_data["usia"]).strip()
        if not text:
            return None
        found = AGES.fullmatch(text)
        first = int(found[1]) if found else 0
        last = int(found[2] or first) if found else -1
        if not first <= last <= OLDEST:
            raise ValidationError(lazy("Isi satu usia, atau dua dengan tanda hubung: 22-29"), code="ages")
        return first, last

    def clean(self) -> dict[str, Any]:
        """Only who is not recorded has a Keadaan."""
        super().clean()
        if self.cleaned_data.get("keadaan") and self.listed is not Listed.NOT_RECORDED:
            self.add_error("keadaan", lazy("Keadaan hanya diketahui untuk yang belum direkam"))
        return self.cleaned_data

    @property
    def listed(self) -> Listed:
        """The count that is asked for."""
        return Listed(self.cleaned_data.get("hitungan") or Listed.NOT_RECORDED)

    @property
    def chosen(self) -> Chosen:
        """What a valid form asks for."""
        given = self.cleaned_data
        return Chosen(
            listed=self.listed,
            ages=given["usia"],
            sex=Sex(given["jk"]) if given["jk"] else None,
            group=Group(given["kelompok"]) if given["kelompok"] else None,
            found=Found(given["keadaan"]) if given["keadaan"] else None,
        )

    def narrowed(self) -> list[str]:
        """What narrows the list, in the reader's language."""
        chosen, told = self.chosen, []
        if chosen.sex:
            told.append(str(SEXES[chosen.sex]))
        if chosen.ages:
            first, last = chosen.ages
            told.append(_("usia %s") % (first if first == last else f"{first}{EN_DASH}{last}"))
        if chosen.group:
            told.append(str(GROUPS[chosen.group]))
        if chosen.found:
            told.append(str(FOUND[chosen.found]))
        return told
