"""A holder found by NIK, for the pages on which work begins with a person."""

from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.accounts.permissions import who
from rekam.enrolment import queries as enrolment
from rekam.registry import queries as registry
from rekam.registry.canaries.services import look_in


class HolderForm(forms.Form):
    nik = forms.CharField(
        label=_("NIK pemegang"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
        help_text=_("Enam belas angka."),
    )


def find_asked(request: HttpRequest, form: HolderForm) -> UUID | None:
    """The recording of whom the form asks for; None where it asks nobody, or tells what is wrong with it."""
    if request.method != "POST" or not form.is_valid():
        return None
    nik = form.cleaned_data["nik"]
    look_in(nik, **who(request))
    record = _find_record(nik)
    if record is None:
        form.add_error("nik", gettext("Tidak ada perekaman dengan NIK ini di wilayah Anda."))
    return record


def _find_record(nik: str) -> UUID | None:
    digits = "".join(letter for letter in nik if letter.isdigit())
    resident = registry.find_by_nik(digits)
    record = enrolment.find_record_of(resident.uuid) if resident is not None else None
    return record.uuid if record is not None else None
