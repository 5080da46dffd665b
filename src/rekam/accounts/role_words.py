"""Roles and levels of offices in the words of the office."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.rules import OfficeLevel, Role

ROLE_WORDS: dict[Role, Promise] = {
    Role.OPERATOR: lazy("Operator"),
    Role.VERIFIKATOR: lazy("Verifikator"),
    Role.BACK_OFFICE: lazy("Petugas belakang"),
    Role.HEAD: lazy("Kepala Dinas"),
    Role.PROVINCE: lazy("Provinsi"),
    Role.LURAH: lazy("Lurah"),
    Role.SCHOOL_HEAD: lazy("Kepala sekolah"),
    Role.RESIDENT: lazy("Warga"),
    Role.BANK: lazy("Bank"),
    Role.STOCK_KEEPER: lazy("Penjaga blanko"),
    Role.ADJUDICATOR: lazy("Ajudikator"),
    Role.AUDITOR: lazy("Pemeriksa"),
    Role.ADMINISTRATOR: lazy("Administrator"),
}

LEVEL_WORDS: dict[OfficeLevel, Promise] = {
    OfficeLevel.KECAMATAN: lazy("Kecamatan atau UPT"),
    OfficeLevel.KABUPATEN_KOTA: lazy("Kabupaten atau kota"),
    OfficeLevel.PROVINCE: lazy("Provinsi"),
    OfficeLevel.CENTRE: lazy("Pusat"),
    OfficeLevel.KELURAHAN: lazy("Kelurahan atau desa"),
    OfficeLevel.SCHOOL: lazy("Sekolah"),
}
