"""The sentences of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.outreach.events import refusals as events
from rekam.outreach.plans import refusals as plans
from rekam.outreach.results import refusals as results
from rekam.outreach.rounds import refusals as rounds
from rekam.outreach.sites import refusals as sites
from rekam.outreach.sites.homes import refusals as homes
from rekam.outreach.sites.lists import refusals as lists
from rekam.outreach.sites.travel import refusals as travel

PARTS = (events, plans, results, rounds, sites, lists, homes, travel)
SENTENCES: dict[str, str | Promise] = {
    code: text for part in PARTS for code, text in part.SENTENCES.items()
} | {
    "nobody_to_visit": lazy("Di wilayah ini semua wajib KTP sudah direkam; tidak ada yang perlu dikunjungi."),
    "visit_unknown": lazy(
        "Tidak ada kunjungan yang direncanakan di wilayah Anda. Rencanakan dahulu di Jemput bola."
    ),
    "visit_over": lazy("Kunjungan ini sudah lewat, dilaporkan atau batal; tidak dapat diubah lagi."),
    "why_missing": lazy("Tulis sebabnya dalam beberapa kata, tanpa nama orang; tempatnya membacanya."),
    "day_in_the_past": lazy("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."),
    "login_refused": lazy("Nama pengguna atau frasa sandi tidak cocok."),
    "passphrase_too_short": lazy("Frasa sandi Anda terlalu pendek untuk stasiun: paling sedikit 10 huruf."),
    "station_unknown": lazy("Stasiun ini belum terdaftar atau sudah dimatikan. Hubungi dinas."),
    "station_signature_wrong": lazy("Tanda tangan stasiun tidak cocok. Hubungi dinas."),
    "too_many_attempts": lazy("Terlalu banyak percobaan. Tunggu sepuluh menit."),
    "pull_malformed": lazy("Permintaan dari stasiun tidak dapat dibaca. Perbarui stasiun."),
    "pull_repeated": lazy("Permintaan ini sudah pernah dijawab. Tarik daftar sekali lagi."),
    "pull_too_large": lazy("Permintaan dari stasiun terlalu besar. Perbarui stasiun."),
    "plan_file_unreadable": lazy(
        "Berkas ini bukan berkas rencana jemput bola. Pilih berkas yang dibuat Rekam."
    ),
    "plan_field_wrong": lazy("Berkas rencana ini memuat isian yang salah. Perbaiki isian yang disebut."),
    "plan_locks_contradict": lazy(
        "Tanggal yang dikunci bertentangan dengan hari buka atau kunci lain. Lepaskan salah satunya."
    ),
    "plan_visit_unknown": lazy("Rencana ini menyebut hari, tim, atau lokasi yang tidak ada."),
    "plan_team_twice": lazy("Satu tim direncanakan dua kali pada hari yang sama."),
    "plan_team_absent": lazy("Tim ini tidak bertugas pada hari itu."),
    "plan_site_closed": lazy("Lokasi ini tutup pada hari itu."),
    "plan_site_twice": lazy("Satu tim mengunjungi lokasi yang sama dua kali dalam sehari."),
    "plan_session_length": lazy("Lama perekaman di lokasi ini nol menit atau melebihi batas."),
    "plan_office_wrong": lazy("Tim ini tidak boleh bertugas di lokasi kantor lain pada hari itu."),
    "plan_shift_too_long": lazy("Hari tim ini melebihi jam kerja, termasuk perjalanan dan persiapan."),
    "plan_lock_broken": lazy("Tanggal yang dikunci tidak diikuti rencana ini."),
    "plan_gap_too_short": lazy("Jarak antara dua kunjungan ke lokasi ini terlalu dekat."),
    "plan_floor_missed": lazy("Kecamatan ini tidak mencapai batas terendah yang diminta."),
}

STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()} | {
    "visit_unknown": 404,
    "why_missing": 400,
    "day_in_the_past": 400,
    "login_refused": 401,
    "station_unknown": 403,
    "station_signature_wrong": 403,
    "too_many_attempts": 429,
    "pull_malformed": 400,
    "pull_too_large": 413,
}
