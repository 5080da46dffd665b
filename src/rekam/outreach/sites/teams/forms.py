"""Forms of teams."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.sites.forms import weekdays_field
from rekam.outreach.sites.models import Site
from rekam.ui.forms import ThreePartDateField, hour_field


class TeamForm(forms.Form):
    """A team: where it begins, when it works, who is in it."""

    name = forms.CharField(label=lazy("Nama tim"), max_length=60)
    office = forms.ChoiceField(label=lazy("Berangkat dari"))
    members = forms.CharField(
        label=lazy("Anggota"),
        max_length=300,
        required=False,
        help_text=lazy("Nama pengguna, dipisah koma."),
    )
    weekdays = weekdays_field(lazy("Hari kerja"))
    leaves = hour_field(lazy("Berangkat pukul"))
    back = hour_field(lazy("Kembali pukul"))
    saturday_leaves = hour_field(
        lazy("Sabtu berangkat pukul"),
        required=False,
        help_text=lazy("Kosongkan keduanya bila hari Sabtu sama jamnya."),
    )
    saturday_back = hour_field(lazy("Sabtu kembali pukul"), required=False)

    def __init__(self, *arguments: Any, offices: Sequence[Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(office.uuid), office.name) for office in offices]

    def clean_members(self) -> list[str]:
        """One user name each."""
        return [part.strip() for part in str(self.cleaned_data["members"]).split(",") if part.strip()]


class AbsenceForm(forms.Form):
    """Days on which a team stays in."""

    first = ThreePartDateField(label=lazy("Hari pertama"))
    last = ThreePartDateField(label=lazy("Hari terakhir"))
    why = forms.CharField(label=lazy("Sebab"), max_length=100)
