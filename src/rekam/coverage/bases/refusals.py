"""What the refusals about bases say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "semester_malformed": lazy("Semester ditulis seperti 2026-1 (sampai 30 Juni) atau 2026-2 (31 Desember)."),
    "semester_not_over": lazy("Semester ini belum berakhir, jadi basisnya belum dapat diambil."),
    "base_taken": lazy("Basis semester ini sudah diambil, dan tidak pernah diubah."),
    "base_unknown": lazy("Tidak ada basis semester ini untuk wilayah Anda."),
    "bases_never_chained": lazy(
        "Angka dua basis tidak dirangkai: basis dibersihkan lagi tiap semester, jadi selisihnya menceritakan "
        "pembersihan, bukan perekaman."
    ),
    "rules_differ": lazy("Kedua angka dihitung dengan aturan yang berbeda, jadi tidak dibandingkan."),
}
STATUS: dict[str, int] = {"base_unknown": 404, "semester_malformed": 400}
