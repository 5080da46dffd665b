"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "linkage_memory_short": lazy("Memori tidak cukup untuk membandingkan; naikkan --memory."),
    "spark_missing": lazy("Pembandingan dengan Spark memerlukan paket tambahan: kelompok spark (pyspark)."),
    "java_missing": lazy("Pembandingan dengan Spark memerlukan Java 17 atau lebih baru."),
    "pair_decided": lazy("Pasangan ini sudah diputus. Pasangan berikutnya ada di antrean."),
    "pair_reason_short": lazy("Tulis alasan, 10 huruf atau lebih."),
    "pair_needs_another": lazy("Anda sudah menyatakan ragu; pemeriksaan berikutnya oleh orang lain."),
}

STATUS: dict[str, int] = {}
