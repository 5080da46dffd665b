"""The form of a new invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """The laptop's name, and whose it is."""

    name = forms.CharField(label=_("Nama laptop"), help_text=_("Misalnya: KSM-03"), max_length=100)
    area = forms.ChoiceField(label=_("Kantor"))

    def __init__(self, *arguments: Any, areas: Sequence[tuple[str, str]]) -> None:
        """`areas` are the codes of the offices to choose from, with their names."""
        super().__init__(*arguments)
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = areas
