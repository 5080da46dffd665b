"""The buttons, reasons and disagreements in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.rules import Mover
from rekam.enrolment.waiting.disagreements import Disagreement
from rekam.enrolment.waiting.rules import Reason, Remedy

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Act:
    """A remedy for people: its button, what it leads to, and where it is told afterwards."""

    label: Text
    leads_to: Text
    done: Text


ACTS: Mapping[Remedy, Act] = {
    Remedy.RESEND: Act(
        label=lazy("Kirim ulang"),
        leads_to=lazy("Status kembali ke BIO_CAPTURED, dicocokkan lagi dengan register, lalu dibaca ulang."),
        done=lazy("dikirim ulang"),
    ),
    Remedy.CHECK_AGAIN: Act(
        label=lazy("Periksa lagi dan proses"),
        leads_to=lazy("Dicocokkan lagi dengan register yang sudah dibetulkan; bila sesuai, diproses."),
        done=lazy("diperiksa lagi dan diproses"),
    ),
    Remedy.SEARCH_AGAIN: Act(
        label=lazy("Cari lagi"),
        leads_to=lazy("Dibandingkan sekali lagi dengan semua rekaman lain."),
        done=lazy("dicari lagi"),
    ),
    Remedy.KEEP: Act(
        label=lazy("Pertahankan NIK ini"),
        leads_to=lazy("Menjadi siap cetak, setelah NIK lainnya dinonaktifkan atau rekamannya disisihkan."),
        done=lazy("NIK ini dipertahankan"),
    ),
    Remedy.SET_ASIDE: Act(
        label=lazy("Sisihkan rekaman ini"),
        leads_to=lazy("Rekaman ini tidak dipakai lagi dan keluar dari antrean; berkasnya tetap tersimpan."),
        done=lazy("disisihkan"),
    ),
    Remedy.AT_CENTRE: Act(
        label=lazy("Catat pengajuan ke pusat"),
        leads_to=lazy("Dicatat saja; pusat yang menghapus dan SIAK yang mengirim ulang."),
        done=lazy("diajukan ke pusat"),
    ),
}
REASONS: Mapping[Reason, Text] = {
    Reason.RECORD_AGAIN: lazy("rekam ulang: gambarnya kurang atau rusak"),
    Reason.FIRST_COUNTS: lazy("rekaman sebelumnya yang berlaku"),
    Reason.OTHER_NIK: lazy("NIK lain yang dipertahankan"),
    Reason.WRONG_PERSON: lazy("salah rekam: wajah dan jari dari orang yang berbeda"),
    Reason.OPERATORS_BODY: lazy("biometrik petugas pada rekaman penduduk"),
}
MOVERS: Mapping[Mover, Text] = {
    Mover.STATION: lazy("stasiun, lewat paket yang tiba"),
    Mover.PIPELINE: lazy("sistem"),
    Mover.ADJUDICATORS: lazy("dua ajudikator, terpisah"),
    Mover.OFFICE: lazy("petugas belakang atau verifikator"),
    Mover.CARDS: lazy("pencetakan dan loket kartu"),
    Mover.SIAK: lazy("hanya daftar SIAK"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A disagreement for people: what is so, and its remedy in one sentence."""

    what: Text
    remedy: Text


TOLD: Mapping[Disagreement, Told] = {
    Disagreement.PACKET_WAITS: Told(
        what=lazy("Paket tiba lebih dari sejam lalu dan belum dibuka"),
        remedy=lazy("Diantrekan lagi; bila tetap, lihat apakah pekerja (`rekam work`) hidup."),
    ),
    Disagreement.NO_JOB: Told(
        what=lazy("Rekaman menunggu pekerja tanpa tugas di antrean"),
        remedy=lazy("Tugasnya dibuat lagi; bila tetap, lihat apakah pekerja (`rekam work`) hidup."),
    ),
    Disagreement.JOB_FAILED: Told(
        what=lazy("Tugasnya gagal setelah semua percobaan"),
        remedy=lazy("Diantrekan lagi; bila gagal lagi, laporkan nomor rekaman kepada pengelola server."),
    ),
    Disagreement.DEAD_LETTER: Told(
        what=lazy("Tahapnya berulang kali gagal dan tidak dicoba lagi"),
        remedy=lazy("Buka Jalannya pekerja: lihat sebabnya, hilangkan, lalu kirim lagi."),
    ),
    Disagreement.NOT_TAKEN_ON: Told(
        what=lazy("Rekaman berhenti di antara dua langkah, misalnya setelah basis data dipulihkan"),
        remedy=lazy("Diteruskan ke langkah berikutnya."),
    ),
    Disagreement.SEARCH_STUCK: Told(
        what=lazy("Pembandingan belum selesai setelah sehari"),
        remedy=lazy("Dijadikan pencarian gagal supaya tampak; lalu tekan Cari lagi."),
    ),
    Disagreement.BODY_MISSING: Told(
        what=lazy("Mesin pembanding tidak mempunyai templat rekaman ini"),
        remedy=lazy("Gambarnya dibaca lagi dari penyimpanan."),
    ),
    Disagreement.CASE_MISSING: Told(
        what=lazy("Berstatus ajudikasi, tetapi tidak ada kasusnya"),
        remedy=lazy("Kasusnya dibuka lagi dari hasil pencarian yang tersimpan."),
    ),
    Disagreement.DECISION_WAITS: Told(
        what=lazy("Kasusnya sudah diputus, statusnya belum mengikuti"),
        remedy=lazy("Putusannya dijalankan."),
    ),
    Disagreement.REGISTER_BEHIND: Told(
        what=lazy("Status di register tertinggal dari rekaman"),
        remedy=lazy("Status di register disamakan."),
    ),
    Disagreement.REGISTER_AHEAD: Told(
        what=lazy("Status di register lebih jauh daripada rekaman"),
        remedy=lazy("Buka riwayat penduduknya, lihat daftar mana yang mengubahnya, betulkan yang keliru."),
    ),
    Disagreement.DOUBLE_SETTLED: Told(
        what=lazy("Ganda, padahal NIK atau rekaman yang lain sudah tidak berlaku"),
        remedy=lazy("Buka rekamannya, lalu tekan Pertahankan NIK ini."),
    ),
    Disagreement.NOT_IN_SIAK: Told(
        what=lazy("Sudah direkam di sini, tetapi SIAK belum mengenal rekamannya"),
        remedy=lazy("Kirim rekamannya lewat SIAK, lalu impor status lagi."),
    ),
    Disagreement.SIAK_DOUBTS: Told(
        what=lazy("Tunggal menurut Rekam, bermasalah menurut SIAK"),
        remedy=lazy("Ikuti langkah status SIAK itu di daftar SIAK; kartunya menunggu."),
    ),
    Disagreement.SIAK_UNIQUE: Told(
        what=lazy("Ganda atau diragukan menurut Rekam, siap cetak menurut SIAK"),
        remedy=lazy("Jangan cetak dulu: periksa kedua rekaman, laporkan ke pusat bila memang ganda."),
    ),
}
# What to do in SIAK about a status that only its list has.
IN_SIAK: Mapping[str, Text] = {
    "SENT_FOR_ENROLLMENT": lazy(
        "Bila tidak bergerak: NIK-nya mungkin sudah ada di pusat. Ajukan penghapusan menurut NIK, "
        "kembalikan ke BIO_CAPTURED, kirim ulang."
    ),
    "ENROLL_FAILURE_AT_CENTRAL": lazy(
        "Ajukan penghapusan di pusat menurut NIK, kembalikan ke BIO_CAPTURED dan kirim ulang; "
        "bila gagal lagi, rekam ulang."
    ),
    "ENROLL_FAILURE_AT_REGIONAL": lazy("Lengkapi dan kirim ulang; bila gambarnya rusak, rekam ulang."),
    "SEARCH_FAILURE_AT_CENTRAL": lazy("Pusat yang mengulang; laporkan bila lebih dari 20 hari."),
    "ADJUDICATE_RECORD": lazy("Ajukan penghapusan di pusat menurut NIK, rekam ulang, lalu kirim lagi."),
    "REQUEST_VALIDATION": lazy("Cocokkan jenis kelamin, foto dan NIK di SIAK, betulkan, lalu kirim ulang."),
    "DUPLICATE_RECORD": lazy(
        "Panggil orangnya: pilih satu NIK, ajukan penghapusan yang lain; bila yang dipilih "
        "di daerah lain, layani pindah."
    ),
}
