"""Every refusal's sentence, in one place; the code is the stable part.

A code without a sentence of its own still gets one that says what is safe. docs/reference/errors.md
lists them all (tests/contracts/test_refusals.py keeps the two together).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.abis import refusals as abis
from rekam.accounts import refusals as accounts
from rekam.applications import refusals as applications
from rekam.cards import refusals as cards
from rekam.coverage import refusals as coverage
from rekam.credentials import refusals as credentials
from rekam.devices import refusals as devices
from rekam.enrolment import refusals as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.messages import refusals as messages
from rekam.outreach import refusals as outreach
from rekam.registry import refusals as registry
from rekam.verification import refusals as verification

ROOMS = (
    *(accounts, messages, devices, registry, abis, enrolment, cards, coverage, outreach),
    *(applications, credentials, verification),
)
OWN = {
    "not_allowed": lazy("Peran Anda tidak membuka halaman ini. Mintalah kepada kepala dinas bila perlu."),
    "not_signed_in": lazy("Masuk dahulu, lalu ulangi."),
    "not_found": lazy("Tidak ditemukan di wilayah Anda. Periksa nomornya."),
    "audit_away": lazy(
        "Catatan akses tidak dapat ditulis, jadi tidak ada yang dibuka dan tidak ada yang berubah. "
        "Coba lagi satu menit lagi; bila tetap begini, laporkan kepada administrator."
    ),
    "resident_not_linked": lazy(
        "Akun ini belum dihubungkan dengan data Anda. Datanglah ke kantor dengan KTP."
    ),
    "purpose_unknown": lazy("Pilih untuk apa Anda mencari."),
    "case_malformed": lazy("Nomor perkara berisi huruf, angka, titik, garis atau garis miring; bukan NIK."),
    "database_away": lazy(
        "Basis data tidak menjawab. Yang sudah tersimpan aman; perekaman di stasiun tetap berjalan. "
        "Coba lagi satu menit lagi."
    ),
    "server_busy": lazy("Server sedang melayani terlalu banyak permintaan. Tunggu sebentar, lalu ulangi."),
    "too_much_asked": lazy(
        "Pencarian ini terlalu luas dan dihentikan. Persempit isiannya atau wilayahnya, lalu ulangi."
    ),
    "row_in_use": lazy("Data ini sedang diubah petugas lain. Tunggu sebentar, lalu ulangi."),
    "our_mistake": lazy(
        "Ada kesalahan pada sistem, bukan pada Anda. Yang sudah tersimpan aman; laporkan kode dan jamnya."
    ),
    "nik_malformed": lazy("NIK terdiri dari 16 angka."),
    "text_malformed": lazy("Ada huruf yang tidak dapat disimpan. Ketik ulang isiannya."),
    "area_code_malformed": lazy("Kode wilayah terdiri dari 2, 4, 6 atau 10 angka."),
    "area_unknown": lazy("Kode wilayah ini tidak dikenal."),
    "vault_content_missing": lazy("Berkasnya tidak ada di brankas. Laporkan kepada administrator."),
    "vault_content_altered": lazy("Berkas di brankas berubah. Laporkan kepada administrator."),
    "vault_key_unknown": lazy("Kunci brankas untuk berkas ini tidak ada. Laporkan kepada administrator."),
    "secret_key_missing": lazy("Kunci pemasangan belum dibuat. Mulailah dengan `rekam serve`."),
    "request_too_large": lazy("Kiriman ini terlalu besar. Kirim berkas yang lebih kecil."),
}

SENTENCES: dict[str, str | Promise] = {
    code: text for room in ROOMS for code, text in room.SENTENCES.items()
} | OWN
STATUS: dict[str, int] = {code: number for room in ROOMS for code, number in room.STATUS.items()} | {
    "not_allowed": 403,
    "not_signed_in": 401,
    "not_found": 404,
    "audit_away": 503,
    "purpose_unknown": 400,
    "case_malformed": 400,
    "database_away": 503,
    "server_busy": 503,
    "too_much_asked": 503,
    "row_in_use": 503,
    "our_mistake": 500,
    "nik_malformed": 400,
    "text_malformed": 400,
    "area_code_malformed": 404,
    "area_unknown": 404,
    "vault_content_missing": 503,
    "vault_content_altered": 503,
    "vault_key_unknown": 503,
    "request_too_large": 413,
}


def sentence(error: RuleBroken) -> str:
    """What to tell the person who was refused."""
    known = SENTENCES.get(error.code)
    if known is None:
        return _("Permintaan ini ditolak oleh aturan. Tidak ada yang berubah dan tidak ada yang hilang.")
    text = str(known)
    return text.format(**error.facts) if "{" in text else text


def status_of(code: str) -> int:
    """The HTTP status of a refusal: 409 where nothing else is said."""
    return STATUS.get(code, 409)
