"""A holder found by NIK, for the pages on which work begins with a person."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.enrolment import queries as enrolment
from rekam.registry import queries as registry


class HolderForm(forms.Form):
    nik = forms.CharField(
        label=_("NIK pemegang"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
        help_text=_("Enam belas angka."),
    )


def find_record(nik: str) -> UUID | None:
    """The recording behind a NIK of this scope, or None."""
    digits = "".join(letter for letter in nik if letter.isdigit())
    resident = registry.find_by_nik(digits)
    record = enrolment.find_record_of(resident.uuid) if resident is not None else None
    return record.uuid if record is not None else None
