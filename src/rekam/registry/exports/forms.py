"""Asking for an export."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode
from rekam.registry.exports import rules
from rekam.registry.exports.contents import HEADS, KINDS
from rekam.registry.exports.refusals import SENTENCES
from rekam.registry.exports.rules import Kind

FIELDS = tuple(dict.fromkeys(field for terms in rules.TERMS.values() for field in terms.fields))


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("Tujuan"), choices=[(kind, KINDS[kind]) for kind in Kind])
    area_code = forms.CharField(
        label=_("Kode kelurahan"),
        max_length=13,
        help_text=_("Misalnya 36.73.02.1008; untuk kunjungan sekolah boleh kode kecamatan."),
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
                "area_code_malformed": "area_code",
                "export_field_not_allowed": "fields_asked",
                "export_fields_missing": "fields_asked",
                "export_addressee_missing": "letter",
            }[broken.code]
            malformed = gettext("Kode wilayah terdiri dari 2, 4, 6 atau 10 angka.")
            self.add_error(where, str(SENTENCES.get(broken.code, malformed)))
        return told


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
