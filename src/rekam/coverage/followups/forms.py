"""Forms of follow-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.coverage.followups.rules import LONGEST_TEXT, About, check_text
from rekam.coverage.followups.words import ABOUT
from rekam.coverage.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import Area
from rekam.ui.forms import ThreePartDateField


class TextForm(forms.Form):
    """What is told, without anybody's number."""

    text = forms.CharField(
        label=_("Isi pesan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Tulis tentang wilayah dan jumlah. Nama, NIK dan nomor KK tidak boleh ditulis di sini."),
    )

    def clean_text(self) -> str:
        try:
            return check_text(self.cleaned_data["text"])
        except RuleBroken as broken:
            said = str(SENTENCES[broken.code]).format(**broken.facts)
            raise forms.ValidationError(said, code=broken.code) from broken


class FollowUpForm(TextForm):
    """To which office, about what, and by when; without a day it is a note."""

    area_code = forms.ChoiceField(label=_("Kepada dinas"))
    about = forms.ChoiceField(label=_("Tentang"), choices=[(one.value, ABOUT[one]) for one in About])
    due_on = ThreePartDateField(
        label=_("Dijawab paling lambat"), required=False, help_text=_("Kosongkan untuk catatan saja.")
    )

    def __init__(self, *arguments: Any, offices: list[Area], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(area.code.text, area.name) for area in offices]
