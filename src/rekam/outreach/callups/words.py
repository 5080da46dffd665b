"""Words of call-ups, for pages and papers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.callups.rules import For, Outcome

RECIPIENTS: Mapping[For, str | Promise] = {
    For.LURAH: lazy("Lurah"),
    For.CAMAT: lazy("Camat"),
    For.RW: lazy("Ketua RW"),
    For.RT: lazy("Ketua RT"),
    For.SCHOOL: lazy("Kepala sekolah"),
    For.HOUSEHOLD: lazy("Keluarga"),
}
OUTCOMES: Mapping[Outcome, str | Promise] = {
    Outcome.WILL_COME: lazy("Akan datang"),
    Outcome.AWAY: lazy("Sedang pergi"),
    Outcome.BOARDING: lazy("Di pesantren atau asrama"),
    Outcome.ABROAD: lazy("Di luar negeri"),
    Outcome.SAID_DEAD: lazy("Dikatakan sudah meninggal"),
    Outcome.SAID_MOVED: lazy("Pindah tanpa surat"),
    Outcome.UNKNOWN_HERE: lazy("Tidak dikenal di sini"),
    Outcome.ALREADY: lazy("Katanya sudah direkam"),
    Outcome.ILL: lazy("Sakit di rumah: minta didatangi"),
    Outcome.REFUSES: lazy("Menolak"),
    Outcome.WORKS: lazy("Bekerja pada hari itu"),
}
BECAME: Mapping[str, tuple[str, str | Promise]] = {
    "recorded": ("good", lazy("sudah direkam")),
    "waiting": ("none", lazy("belum ada jawaban")),
    "answered": ("current", lazy("jawaban dicatat; masih dipanggil")),
    "other_day": ("current", lazy("usulan hari lain:")),
    "visit_waiting": ("wait", lazy("kunjungan rumah diminta")),
    "visit_planned": ("current", lazy("kunjungan rumah direncanakan")),
    "visit_done": ("good", lazy("kunjungan rumah selesai")),
    "visit_ended": ("none", lazy("kunjungan rumah tidak jadi")),
    "case_open": ("wait", lazy("sedang diperiksa petugas")),
    "case_entered": ("current", lazy("peristiwanya dicatat; menunggu verifikator")),
    "case_ended": ("none", lazy("sudah diperiksa; tidak ada yang diubah")),
}
