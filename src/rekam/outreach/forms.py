"""Forms of this room."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.kernel.database import Scope
from rekam.kernel.region import children
from rekam.outreach.rules import LONGEST_WHY
from rekam.ui.forms import ThreePartDateField


class VisitForm(forms.Form):
    """Where and when; the work list follows from the register."""

    area_code = forms.ChoiceField(label=lazy("Kelurahan"))
    on = ThreePartDateField(label=lazy("Tanggal"))

    def __init__(self, *arguments: object, within: Scope, office: str, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        villages = [v for district in children(office) for v in children(district.code)]
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(v.code.text, v.name) for v in villages if within.contains(v.code.text)]


class CallOffForm(forms.Form):
    """Why a visit does not take place, as its place is told."""

    why = forms.CharField(
        label=lazy("Sebab batal"),
        max_length=LONGEST_WHY,
        help_text=lazy("Beberapa kata tanpa nama orang; dikirim kepada tempatnya."),
    )
