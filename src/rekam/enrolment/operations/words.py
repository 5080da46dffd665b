"""Stages, reasons, causes and trends in words, each with what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.abis.pace import Course
from rekam.enrolment.operations.queries import PEOPLE
from rekam.enrolment.operations.rules import Cause, Reason

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is so, and what to do about it, in one sentence each."""

    what: Text
    remedy: Text


STAGES: Mapping[str, Text] = {
    "open": lazy("Membuka paket"),
    "extract": lazy("Membaca biometrik"),
    "search": lazy("Menelusuri 1:N"),
    PEOPLE: lazy("Ajudikasi oleh dua orang"),
}
COURSES: Mapping[Course, Text] = {
    Course.EMPTY: lazy("kosong"),
    Course.STANDS: lazy("tidak berjalan"),
    Course.GROWS: lazy("bertambah"),
    Course.STEADY: lazy("tetap"),
    Course.SHRINKS: lazy("berkurang"),
}
# The sign beside a course: the states of ui/components/status.html.
SIGNS: Mapping[Course, str] = {
    Course.EMPTY: "good",
    Course.STANDS: "bad",
    Course.GROWS: "wait",
    Course.STEADY: "good",
    Course.SHRINKS: "good",
}
REASONS: Mapping[Reason, Told] = {
    Reason.MEDIUM_AWAY: Told(
        what=lazy("Media penyimpanan tidak terjangkau"),
        remedy=lazy("Pasang lagi medianya; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Reason.KEYS_MISSING: Told(
        what=lazy("Kunci server tidak ada"),
        remedy=lazy("Kembalikan folder kunci dari cadangan; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Reason.GALLERY_REFUSES: Told(
        what=lazy("Galeri pembanding rusak atau tidak dapat dibuka"),
        remedy=lazy("Jalankan `rekam abis rebuild`; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Reason.WEIGHTS_MISSING: Told(
        what=lazy("Berkas bobot mesin pembaca tidak ada atau rusak"),
        remedy=lazy("Pasang lagi dengan `rekam abis weights`; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Reason.DATABASE_AWAY: Told(
        what=lazy("Basis data tidak menjawab"),
        remedy=lazy("Lihat PostgreSQL; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Reason.CONTENT_LOST: Told(
        what=lazy("Isi paket atau gambarnya hilang atau berubah di penyimpanan"),
        remedy=lazy(
            "Kembalikan dari media kedua, atau minta stasiun mengirim paketnya lagi; lalu kirim lagi."
        ),
    ),
    Reason.BODY_UNKNOWN: Told(
        what=lazy("Mesin pembanding tidak mengenal tubuh rekaman ini"),
        remedy=lazy("Ulangi tahap membaca, lalu kirim lagi; bila tetap, rekam ulang."),
    ),
    Reason.STEP_REFUSED: Told(
        what=lazy("Langkah berikutnya tidak diizinkan tangga status"),
        remedy=lazy("Buka rekamannya dan lihat riwayatnya; laporkan nomornya kepada pengembang."),
    ),
    Reason.MACHINE_FULL: Told(
        what=lazy("Memori atau cakram server tidak cukup"),
        remedy=lazy("Longgarkan memori atau cakram, lalu kirim lagi."),
    ),
    Reason.WORKER_KILLED: Told(
        what=lazy("Pekerja berhenti di tengah tahap ini, berulang kali"),
        remedy=lazy(
            "Jangan kirim lagi sebelum sebabnya dicari: paket ini menghentikan pekerja. Laporkan nomornya."
        ),
    ),
    Reason.UNEXPECTED: Told(
        what=lazy("Kesalahan yang tidak terduga"),
        remedy=lazy(
            "Kirim lagi sekali; bila tetap, laporkan jenis kesalahan dan nomornya kepada pengembang."
        ),
    ),
}
CAUSES: Mapping[Cause, Told] = {
    Cause.NIK_AT_CENTRE: Told(
        what=lazy("NIK-nya sudah ada di pusat dari rekaman lain"),
        remedy=lazy("Dipindahkan ke antrean perlu diperiksa: kantor memilih rekaman mana yang berlaku."),
    ),
    Cause.SAMPLES_LOST: Told(
        what=lazy("Tidak ada gambar rekaman ini"),
        remedy=lazy("Dijadikan gagal daftar supaya tampak; orangnya direkam ulang."),
    ),
    Cause.STAGE_FAILS: Told(
        what=lazy("Tahapnya berulang kali gagal"),
        remedy=lazy("Lihat bagian Tidak dicoba lagi."),
    ),
    Cause.GALLERY_REFUSES: Told(
        what=lazy("Galeri pembanding menolak"),
        remedy=lazy("Jalankan `rekam abis rebuild`; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Cause.MACHINE_AWAY: Told(
        what=lazy("Ada bagian server yang tidak terjangkau"),
        remedy=lazy("Lihat bagian Gagal, tetapi masih dicoba; yang menunggu berjalan sendiri sesudahnya."),
    ),
    Cause.TASK_LOST: Told(
        what=lazy("Tugasnya hilang dari antrean pekerja"),
        remedy=lazy("Tugasnya dibuat lagi dengan sendirinya."),
    ),
    Cause.SEARCH_NEVER_RAN: Told(
        what=lazy("Sudah dibaca, tetapi belum pernah ditelusuri"),
        remedy=lazy("Dikirim lagi ke penelusuran dengan sendirinya."),
    ),
    Cause.RESULT_NOT_TAKEN: Told(
        what=lazy("Penelusurannya selesai, hasilnya belum diambil"),
        remedy=lazy("Hasilnya diambil dengan sendirinya."),
    ),
    Cause.BODY_NOT_READ: Told(
        what=lazy("Biometriknya belum dibaca"),
        remedy=lazy("Dibaca lagi dari penyimpanan dengan sendirinya."),
    ),
    Cause.WORKER_BEHIND: Told(
        what=lazy("Pekerja belum sampai ke sini"),
        remedy=lazy("Lihat panjang antrean dan apakah pekerjanya hidup."),
    ),
}
