"""Words of the counts, for pages of this room and of those above."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.counters.rules import Cause, Channel, Reach, Reason

CAUSES: Mapping[Cause, str | Promise] = {
    Cause.RECORDED: lazy("Direkam"),
    Cause.TURNED_17: lazy("Menjadi wajib (genap 17 tahun)"),
    Cause.BECAME_WAJIB: lazy("Menjadi wajib (kawin, atau izin tinggal tetap)"),
    Cause.CAME: lazy("Pindah datang, atau baru tercatat"),
    Cause.MOVED: lazy("Pindah antarkelurahan"),
    Cause.LEFT: lazy("Meninggal, pindah atau nonaktif"),
    Cause.ENDED: lazy("Tidak wajib lagi (izin habis, data dibetulkan)"),
    Cause.UNDONE: lazy("Perekaman dibatalkan"),
}
CORRECTED = lazy("Dicatat kemudian untuk hari-hari yang sudah lewat")
REACHES: Mapping[Reach, str | Promise] = {
    Reach.REACHABLE: lazy("Terjangkau"),
    Reach.AWAY: lazy("Sedang di luar daerah"),
    Reach.PROBABLY_GONE: lazy("Mungkin sudah tidak ada di sini"),
    Reach.UNKNOWN: lazy("Belum ada keterangan"),
}
CHANNELS: Mapping[Channel, str | Promise] = {
    Channel.OFFICE: lazy("Kantor"),
    Channel.MOBILE: lazy("Tim jemput bola"),
    Channel.OUTSIDE: lazy("Luar domisili"),
    Channel.UNKNOWN: lazy("Tidak diketahui (dari daftar)"),
}
REASONS: Mapping[Reason, str | Promise] = {
    Reason.WILLING: lazy("Bersedia datang"),
    Reason.UNABLE_TO_COME: lazy("Tidak mampu datang: sakit, lansia, disabilitas"),
    Reason.REFUSES: lazy("Menolak"),
    Reason.BOARDING: lazy("Di pesantren atau asrama"),
    Reason.WORKS_ELSEWHERE: lazy("Bekerja di daerah lain"),
    Reason.ABROAD: lazy("Di luar negeri"),
    Reason.SAID_DEAD: lazy("Dikatakan sudah meninggal"),
    Reason.SAID_MOVED: lazy("Dikatakan sudah pindah"),
    Reason.NOT_KNOWN_THERE: lazy("Tidak dikenal di alamatnya"),
}
REACH_MEANS: Mapping[Reach, str | Promise] = {
    Reach.REACHABLE: lazy("tinggal di sini, belum datang"),
    Reach.AWAY: lazy("pesantren, kerja, kuliah, luar negeri"),
    Reach.PROBABLY_GONE: lazy("dikatakan meninggal, pindah atau tidak dikenal; belum dibuktikan"),
    Reach.UNKNOWN: lazy("belum ada jawaban panggilan atau kunjungan"),
}
