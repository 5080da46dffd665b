"""The dictionary of the published columns, in Indonesian and in English, and the sign of a hidden count."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.reports.words import MEANINGS

HIDDEN = lazy(
    "Kosong (null): kurang dari 5 orang, atau disembunyikan supaya angka sekecil itu tidak dapat dihitung "
    "kembali dari jumlahnya."
)
WORDS: Mapping[str, str | Promise] = {
    "area_code": lazy("Kode wilayah Kemendagri."),
    "area": lazy("Nama wilayah."),
    "level": lazy("2 = kabupaten/kota, 3 = kecamatan, 4 = kelurahan/desa; jangan dijumlahkan antartingkat."),
    "base": lazy("live = register hidup; selain itu semester basis yang diambil."),
    "on": lazy("Tanggal keadaan (ISO 8601)."),
    "rule_version": lazy("Versi aturan hitung."),
    "licence": lazy("Lisensi (SPDX)."),
    **MEANINGS,
    "not_recorded_elderly": lazy("Di antara yang belum direkam: 60 tahun ke atas."),
    "not_recorded_disabled": lazy("Di antara yang belum direkam: penyandang disabilitas."),
    "not_recorded_foreign": lazy("Di antara yang belum direkam: WNA dengan ITAP."),
}
