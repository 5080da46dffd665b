"""The form of what a resident says is wrong: one line for each element, ticked and told."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.corrections import LONGEST, ON_CARD, Correction, Element
from rekam.enrolment.particulars import Person
from rekam.station.naming import Words
from rekam.ui.forms import ThreePartDateField

LABELS: Mapping[Element, Words] = {
    Element.FULL_NAME: lazy("Nama lengkap"),
    Element.BIRTH_PLACE: lazy("Tempat lahir"),
    Element.BIRTH_DATE: lazy("Tanggal lahir"),
    Element.SEX: lazy("Jenis kelamin"),
    Element.BLOOD_GROUP: lazy("Golongan darah"),
    Element.ADDRESS: lazy("Alamat"),
    Element.RELIGION: lazy("Agama"),
    Element.MARITAL_STATUS: lazy("Status perkawinan"),
    Element.OCCUPATION: lazy("Pekerjaan"),
    Element.NATIONALITY: lazy("Kewarganegaraan"),
    Element.MOTHER_NAME: lazy("Nama ibu"),
    Element.FATHER_NAME: lazy("Nama ayah"),
}
SEXES = (("", "–"), ("L", lazy("Laki-laki")), ("P", lazy("Perempuan")))


class CorrectionForm(forms.Form):
    """What is filled in counts as ticked; what is ticked has to be filled in. Nothing told takes back."""

    def __init__(self, *args: Any, person: Person, told: Iterable[Correction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        before = {one.element: one.told for one in told}
        for element in Element:
            said = before.get(element, "")
            ticked = forms.BooleanField(required=False, initial=bool(said), label=str(LABELS[element]))
            self.fields[f"wrong_{element}"] = ticked
            self.fields[element] = _field(element, said=said)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for element in Element:
            if cleaned.get(f"wrong_{element}") and not cleaned.get(element) and element not in self.errors:
                self.add_error(element, _("Tulis apa yang seharusnya, menurut warga."))
        return cleaned

    def corrections(self) -> Sequence[Correction]:
        """What was told, in the order of the form."""
        told = ((element, self.cleaned_data.get(element)) for element in Element)
        return [Correction(element=element, told=_written(value)) for element, value in told if value]

    def rows(self) -> Sequence[tuple[forms.BoundField, forms.BoundField, str, bool]]:
        """For each element: the tick, the field, what the list says, and whether it stands on the card."""
        known = {
            Element.FULL_NAME: self.person.name,
            Element.BIRTH_DATE: f"{self.person.birth_date:%d-%m-%Y}",
            Element.SEX: _("Laki-laki") if self.person.sex == "L" else _("Perempuan"),
            Element.ADDRESS: self.person.address,
        }
        return [(self[f"wrong_{e}"], self[e], known.get(e, ""), e in ON_CARD) for e in Element]


def _field(element: Element, *, said: str) -> forms.Field:
    label = _("%(what)s seharusnya") % {"what": LABELS[element]}
    if element is Element.SEX:
        return forms.ChoiceField(label=label, choices=SEXES, required=False, initial=said)
    if element is Element.BIRTH_DATE:
        day = datetime.date.fromisoformat(said) if said else None
        return ThreePartDateField(label=label, required=False, initial=day)
    field = forms.CharField(label=label, max_length=LONGEST, required=False, initial=said)
    field.widget.attrs["autocomplete"] = "off"
    return field


def _written(value: str | datetime.date) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else " ".join(value.split())
