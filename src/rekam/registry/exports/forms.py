"""Asking for an export."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.kernel.database import EVERYWHERE, Scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name, children
from rekam.registry.exports import rules
from rekam.registry.exports.contents import HEADS, KINDS
from rekam.registry.exports.refusals import SENTENCES
from rekam.registry.exports.rules import Kind

FIELDS = tuple(dict.fromkeys(field for terms in rules.TERMS.values() for field in terms.fields))


def places(within: Scope) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kelurahan and desa of a scope under their kecamatan; that comes first where all of it is inside.

    The centre's scope is every area and offers none: no export leaves from there.
    """
    found = []
    for kecamatan in sorted({one for area in within.areas - EVERYWHERE.areas for one in _kecamatan(area)}):
        name = area_name(kecamatan)
        inside = [(one.code.text, one.name) for one in children(kecamatan)]
        whole = (kecamatan, gettext("Seluruh kecamatan %(name)s") % {"name": name})
        found.append((name, [(code, told) for code, told in [whole, *inside] if within.contains(code)]))
    return found


def _kecamatan(area: str) -> Iterator[str]:
    code = AreaCode.parse(area)
    if code.level >= Level.KECAMATAN:
        yield code.at(Level.KECAMATAN).text
        return
    for child in children(code):
        yield from _kecamatan(child.code.text)


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("Tujuan"), choices=[(kind, KINDS[kind]) for kind in Kind])
    area_code = forms.ChoiceField(
        label=_("Kelurahan"),
        help_text=_("Untuk kunjungan sekolah boleh seluruh kecamatan."),
        error_messages={"invalid_choice": _("Pilih wilayah dari daftar")},
    )
    fields_asked = forms.MultipleChoiceField(
        label=_("Kolom"),
        choices=[(field, HEADS[field]) for field in FIELDS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hanya yang perlu. NIK, nomor KK dan status hanya untuk pencocokan data."),
    )
    addressee = forms.CharField(label=_("Penerima"), max_length=100, help_text=_("Nama dan jabatan."))
    letter = forms.CharField(
        label=_("Surat permintaan"), max_length=100, help_text=_("Nomor dan tanggal surat.")
    )

    def __init__(self, *arguments: Any, within: Scope) -> None:
        super().__init__(*arguments)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih wilayah")), *places(within)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        try:
            rules.check_request(
                kind=Kind(told["kind"]),
                area=AreaCode.parse(told["area_code"]),
                fields=told["fields_asked"],
                addressee=told["addressee"],
                letter=told["letter"],
            )
        except RuleBroken as broken:
            where = {
                "export_area_too_large": "area_code",
                "export_field_not_allowed": "fields_asked",
                "export_fields_missing": "fields_asked",
                "export_addressee_missing": "letter",
            }[broken.code]
            self.add_error(where, _sentence(broken))
        return told


def _sentence(broken: RuleBroken) -> str:
    """The refusal at its field; a column that may not leave is named."""
    if broken.code != "export_field_not_allowed":
        return str(SENTENCES[broken.code])
    columns = ", ".join(str(HEADS[field]) for field in str(broken.facts["fields"]).split(","))
    return gettext("Tidak boleh keluar untuk tujuan ini: %(columns)s.") % {"columns": columns}


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan menolak"), min_length=10, max_length=200, help_text=_("Paling sedikit 10 huruf.")
    )


class FetchForm(forms.Form):
    form_of = forms.ChoiceField(
        label=_("Bentuk"),
        choices=[
            ("semicolon", _("CSV dengan titik koma (Excel Indonesia)")),
            ("comma", _("CSV dengan koma")),
            ("print", _("halaman untuk dicetak")),
        ],
    )
