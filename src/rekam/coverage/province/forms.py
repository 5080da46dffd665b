"""The form by which a province says what kind an area is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.coverage.province.rules import AreaKind
from rekam.coverage.province.words import KINDS
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import get_area


class KindForm(forms.Form):
    area_code = forms.CharField(
        label=_("Kode kecamatan atau kelurahan/desa"),
        max_length=13,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        help_text=_("Kode Kemendagri, misalnya 36.02.20 atau 36.02.20.2001."),
    )
    kind = forms.ChoiceField(
        label=_("Jenis wilayah"), choices=[(kind.value, KINDS[kind]) for kind in AreaKind]
    )
    source = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Keputusan atau surat yang menetapkannya.")
    )

    def clean_area_code(self) -> str:
        try:
            return get_area(self.cleaned_data["area_code"]).code.text
        except RuleBroken as broken:
            raise forms.ValidationError(
                _("Kode ini tidak dikenal; lihat daftar kode Kemendagri."), code=broken.code
            ) from broken
