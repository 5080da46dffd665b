"""Imports in words: states, steps, codes, what differs."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.kernel.region import area_name
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.refusals import REJECTED
from rekam.registry.bulk.rules import State

# state -> (sign, word)
STATES = {
    State.RECEIVED: ("wait", lazy("diterima, menunggu diperiksa")),
    State.CHECKING: ("wait", lazy("sedang diperiksa")),
    State.READY: ("wait", lazy("siap diputuskan")),
    State.APPROVED: ("wait", lazy("disetujui, sedang dimasukkan")),
    State.APPLIED: ("good", lazy("sudah masuk register")),
    State.REFUSED: ("none", lazy("tidak dipakai")),
    State.UNREADABLE: ("bad", lazy("tidak dapat dibaca")),
}
STEPS = {
    "reading": lazy("membaca berkas"),
    "checking": lazy("memeriksa setiap baris"),
    "staging": lazy("menyiapkan perbandingan"),
    "comparing": lazy("membandingkan dengan register"),
    "rejects": lazy("menulis daftar yang ditolak"),
}
WARNED = {
    "nik_area_unknown": lazy("kode wilayah dalam NIK tidak dikenal"),
    "nik_birth_date_impossible": lazy("tanggal dalam NIK tidak mungkin"),
    "nik_birth_date_differs": lazy("tanggal dalam NIK berbeda dari tanggal lahir"),
    "nik_sex_differs": lazy("jenis kelamin dalam NIK berbeda"),
    "nik_serial_zero": lazy("nomor urut dalam NIK nol"),
    "area_unknown": lazy("kode wilayah tidak dikenal"),
    "ektp_status_not_known": lazy("status KTP-el tidak dikenal; yang lama tetap"),
    "word_unknown": lazy("kata atau kode tidak dikenal; disimpan apa adanya"),
}
FIELDS = {
    "kk": lazy("nomor KK"),
    "area_code": lazy("wilayah"),
    "full_name": lazy("nama"),
    "sex": lazy("jenis kelamin"),
    "birth_place": lazy("tempat lahir"),
    "birth_date": lazy("tanggal lahir"),
    "status": lazy("status"),
    "blood_group": lazy("golongan darah"),
    "religion": lazy("agama"),
    "occupation": lazy("pekerjaan"),
    "marital_status": lazy("status kawin"),
    "head_relation": lazy("hubungan keluarga"),
    "disability": lazy("disabilitas"),
    "address": lazy("alamat"),
    "mother_name": lazy("nama ibu"),
    "father_name": lazy("nama ayah"),
    "nationality": lazy("kewarganegaraan"),
    "ektp_status": lazy("KTP-el"),
    "permit_until": lazy("ITAP sampai"),
    "rt": "RT",
    "rw": "RW",
}


def codes_told(one: Import, what: str) -> Sequence[tuple[str, str, int]]:
    """Code, sentence and count of an import's rejects or warnings, the most frequent first."""
    words = REJECTED if what == "rejects" else WARNED
    counts: dict[str, int] = one.counts.get(what, {})
    return [(code, str(words[code]), count) for code, count in sorted(counts.items(), key=lambda c: -c[1])]


def changed_fields(facts: dict[str, Any]) -> Sequence[tuple[str, str, str]]:
    """Field, before and after of a row that differs; what follows from another field is left out."""
    shown = [(name, pair) for name, pair in facts.items() if name in FIELDS]
    return [(str(FIELDS[name]), told(name, before), told(name, after)) for name, (before, after) in shown]


def told(name: str, value: object, /) -> str:
    """The value of a field as a page shows it: an area by its name, nothing as a word."""
    if value in (None, ""):
        return _("kosong")
    return area_name(str(value)) if name == "area_code" else str(value)
