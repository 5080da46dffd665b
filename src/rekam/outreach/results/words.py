"""The office's words for what came of a visit."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.outreach.results.rules import Bucket

WORDS: Mapping[Bucket, str | Promise] = {
    Bucket.RECORDED: _("Terekam"),
    Bucket.FAILED: _("Gagal"),
    Bucket.UNDER_16: _("Belum 16 tahun"),
    Bucket.ALREADY: _("Sudah punya"),
    Bucket.ABSENT: _("Tidak hadir"),
    Bucket.OUTSIDE: _("Luar domisili"),
}

HELP: Mapping[Bucket, str | Promise] = {
    Bucket.FAILED: _("Datang, tetapi perekamannya tidak berhasil."),
    Bucket.ALREADY: _("Sudah direkam sebelum kunjungan."),
    Bucket.OUTSIDE: _("Tercatat di kabupaten/kota lain, pindah, atau tidak aktif lagi."),
}
