"""The form by which a province says which areas are remote, at a border, at the coast, or islands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.coverage.refusals import SENTENCES
from rekam.coverage.traits.rules import Trait, read_traits
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, find_area


class TraitsForm(forms.Form):
    """A list with the columns area_code and trait; it replaces the one before."""

    rows = forms.CharField(
        label=_("Daftar, satu kelurahan/desa sebaris"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Baris pertama: area_code,trait. Lalu misalnya 36.02.20.2001,remote."),
    )
    source = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Keputusan atau surat yang menetapkannya.")
    )

    def __init__(self, *arguments: object, province: AreaCode, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.province = province

    def clean_rows(self) -> frozenset[tuple[str, Trait]]:
        try:
            found = read_traits(self.cleaned_data["rows"].splitlines())
        except RuleBroken as broken:
            raise forms.ValidationError(str(SENTENCES["traits_unreadable"]), code=broken.code) from broken
        unknown = sorted({code for code, _trait in found if not self._is_ours(code)})
        if unknown:
            told = _("Tidak dikenal di provinsi ini: %(codes)s.")
            raise forms.ValidationError(told, code="area_unknown", params={"codes": ", ".join(unknown[:5])})
        return found

    def _is_ours(self, code: str) -> bool:
        return self.province.covers(AreaCode(code)) and find_area(code) is not None
