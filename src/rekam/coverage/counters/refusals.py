"""What the refusals of the counters and of the bases say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "evidence_in_future": lazy("Tanggal keterangan tidak boleh sesudah hari ini."),
    "semester_malformed": lazy("Semester ditulis seperti 2026-1 (sampai 30 Juni) atau 2026-2 (31 Desember)."),
    "semester_not_over": lazy("Semester ini belum berakhir, jadi basisnya belum dapat diambil."),
    "base_taken": lazy("Basis semester ini sudah diambil, dan tidak pernah diubah."),
    "base_unknown": lazy("Tidak ada basis semester ini untuk wilayah Anda."),
    "bases_never_chained": lazy(
        "Angka dua basis tidak dirangkai: basis dibersihkan lagi tiap semester, jadi selisihnya menceritakan "
        "pembersihan, bukan perekaman."
    ),
    "rules_differ": lazy("Kedua angka dihitung dengan aturan yang berbeda, jadi tidak dibandingkan."),
    "columns_unreadable": lazy("Berkas kolom hitungan rusak atau diubah. Hitung ulang membuatnya lagi."),
    "counters_not_made": lazy("Penghitung belum dibuat; pekerja membuatnya dalam semenit."),
}
STATUS: dict[str, int] = {}
