"""What refusals of this room say, and their HTTP status; merged in web.refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "case_decided": lazy("Kasus ini sudah diputus dua orang."),
    "verdict_given": lazy("Anda sudah memutus kasus ini; putusan kedua harus dari orang lain."),
    "verdict_reason_short": lazy("Tulis alasan, 10 huruf atau lebih."),
    "subject_unknown": lazy("Biometrik rekaman ini belum ada di mesin pembanding."),
    "gallery_corrupt": lazy("Galeri rusak; bangun ulang dari simpanan templat. Tidak ada yang hilang."),
}

STATUS: dict[str, int] = {"subject_unknown": 404, "gallery_corrupt": 503}
