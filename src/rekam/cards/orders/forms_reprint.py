"""The form of a reprint: it asks for the documents of its cause and for nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rekam.cards.orders.reprints import Brought
from rekam.cards.orders.requirements import REQUIREMENTS, Cause, Paper
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.queries import Change
from rekam.registry.entries.words import KINDS
from rekam.registry.refusals import SENTENCES
from rekam.registry.services import papers
from rekam.ui.dates import long_date
from rekam.ui.forms import ThreePartDateField

ASKED_FOR: dict[Paper, tuple[str, ...]] = {
    Paper.POLICE_LETTER: ("police_number", "police_on", "police_office", "scan"),
    Paper.OLD_CARD: ("old_card",),
    Paper.ENTRY: ("entry",),
    Paper.STAY_PERMIT: ("scan",),
}


class ReprintForm(forms.Form):
    """For one cause; `brought` is what it gives to the services."""

    police_number = forms.CharField(label=_("Nomor surat kehilangan dari kepolisian"), max_length=60)
    police_on = ThreePartDateField(label=_("Tanggal surat kehilangan"))
    police_office = forms.CharField(
        label=_("Kantor polisi"), max_length=100, help_text=_("Misalnya Polsek Kasemen.")
    )
    entry = forms.ChoiceField(label=_("Entri register yang mengubah kartu"), widget=forms.RadioSelect)
    old_card = forms.BooleanField(
        label=_("Kartu lama sudah saya lihat; kartu itu ditarik saat kartu baru diserahkan")
    )

    scan = forms.FileField(
        label=_("Pindaian suratnya"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text=_("JPEG, PNG atau PDF, paling besar 3 MB."),
    )

    def __init__(self, *arguments: Any, cause: Cause, entries: Sequence[Change], **named: Any) -> None:
        super().__init__(*arguments, **named)
        wanted = {name for paper in REQUIREMENTS[cause].papers for name in ASKED_FOR[paper]}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "entry" in self.fields:
            field = self.fields["entry"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(one.entry), f"{KINDS[one.kind]}, {long_date(one.on)}") for one in entries]

    def clean_scan(self) -> bytes:
        data: bytes = self.cleaned_data["scan"].read(papers.MOST_BYTES + 1)
        try:
            papers.check(data)
        except RuleBroken as broken:
            raise ValidationError(str(SENTENCES[broken.code])) from broken
        return data

    def brought(self) -> Brought:
        """What was filled in."""
        told = self.cleaned_data
        return Brought(
            police_number=told.get("police_number", ""),
            police_on=told.get("police_on"),
            police_office=told.get("police_office", ""),
            old_card=told.get("old_card", False),
            entry=told.get("entry") or None,
            uploads=[told["scan"]] if "scan" in told else (),
        )
