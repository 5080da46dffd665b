"""What the refusals of the counters say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "evidence_in_future": lazy("Tanggal keterangan tidak boleh sesudah hari ini."),
    "back_before_found": lazy("Tanggal kembali harus sesudah tanggal keterangan."),
    "columns_unreadable": lazy("Berkas kolom hitungan rusak atau diubah. Hitung ulang membuatnya lagi."),
    "counters_not_made": lazy("Penghitung belum dibuat; pekerja membuatnya dalam semenit."),
}
STATUS: dict[str, int] = {}
