"""Which table: of what day or of which base, and how small its rows are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.coverage.bases.rules import LIVE
from rekam.kernel.region import Level
from rekam.ui.forms import ThreePartDateField


@dataclass(frozen=True)
class Asked:
    """A table that somebody wants: its base, its day (None: today, or the base's own), its smallest areas."""

    base: str
    on: date | None
    deepest: Level


class TableForm(forms.Form):
    """All empty is the table of today."""

    base = forms.ChoiceField(label=_("Basis"), required=False)
    on = ThreePartDateField(
        label=_("Keadaan per"),
        required=False,
        help_text=_("Untuk register hidup; kosong = hari ini. Basis semester memakai harinya sendiri."),
    )
    by = forms.ChoiceField(
        label=_("Baris berkas"),
        required=False,
        choices=[
            (Level.KELURAHAN_DESA, _("kecamatan dengan kelurahannya")),
            (Level.KECAMATAN, _("kecamatan saja")),
        ],
    )

    def __init__(self, *arguments: Any, semesters: Sequence[str]) -> None:
        super().__init__(*arguments)
        base = self.fields["base"]
        assert isinstance(base, forms.ChoiceField)
        base.choices = [(LIVE, _("register hidup")), *((one, one) for one in semesters)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("on") and told.get("base", LIVE) not in ("", LIVE):
            self.add_error("on", gettext("Basis semester memakai harinya sendiri; kosongkan tanggalnya."))
        return told

    def asked(self) -> Asked:
        """What was chosen; the table of today where nothing was, or something wrong."""
        told = self.cleaned_data if self.is_valid() else {}
        return Asked(
            base=told.get("base") or LIVE,
            on=told.get("on"),
            deepest=Level(int(told.get("by") or Level.KELURAHAN_DESA)),
        )
