"""Asking for an export."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.accounts.rules import CENTRE_AREA
from rekam.kernel.database import EVERYWHERE, Scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name, children
from rekam.registry.exports import rules
from rekam.registry.exports.contents import HEADS, KINDS
from rekam.registry.exports.refusals import SENTENCES
from rekam.registry.exports.rules import Kind
from rekam.registry.voters.refusals import SENTENCES as VOTERS
from rekam.ui.forms import ThreePartDateField

LOCAL = tuple(kind for kind in Kind if kind is not Kind.VOTERS)  # what an office in a region may ask for
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
    kind = forms.ChoiceField(label=_("Tujuan"), choices=[(kind, KINDS[kind]) for kind in LOCAL])
    area_code = forms.ChoiceField(
        label=_("Kelurahan"),
        help_text=_("Untuk kunjungan sekolah boleh seluruh kecamatan."),
        error_messages={"invalid_choice": _("Pilih wilayah dari daftar")},
    )
    polling_on = ThreePartDateField(
        label=_("Hari pemungutan suara"), required=False, help_text=_("Hanya untuk daftar pemilih.")
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
        if settings.REKAM_OFFICE_AREA == CENTRE_AREA:
            self._of_the_centre()
            return
        self.fields.pop("polling_on")
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih wilayah")), *places(within)]

    def _of_the_centre(self) -> None:
        """The nation's areas are too many to choose from, and the list of voters is added."""
        self.fields["area_code"] = forms.RegexField(
            r"^\d\d\.\d\d\.\d\d(\.\d{4})?$",
            label=_("Kode wilayah"),
            help_text=_("Kode Kemendagri kelurahan atau kecamatan, seperti 36.73.02."),
        )
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one, KINDS[one]) for one in Kind]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        if told["kind"] == Kind.VOTERS and not told["polling_on"]:
            self.add_error("polling_on", str(VOTERS["polling_day_missing"]))
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
