"""What the refusals of planning say."""

from django.utils.translation import gettext_lazy as lazy

SENTENCES = {
    "plan_without_people": lazy("Tidak ada yang perlu direkam di tempat yang dapat dikunjungi."),
    "plan_in_the_past": lazy("Rencana paling cepat mulai besok."),
    "plan_weeks_wrong": lazy("Rencana paling sedikit satu pekan dan paling lama dua puluh enam pekan."),
    "plan_seconds_wrong": lazy("Lama mencari antara 2 dan 300 detik."),
    "plan_floor_wrong": lazy("Batas bawah kecamatan antara 1 dan 100 persen."),
    "plan_at_work": lazy("Satu rencana sedang disusun. Tunggu sampai selesai, lalu usulkan lagi."),
    "plan_not_ready": lazy("Rencana ini belum selesai disusun."),
    "plan_outdated": lazy("Sudah ada rencana yang lebih baru. Buka rencana itu, lalu umumkan pekannya."),
    "plan_interrupted": lazy("Pencariannya terputus. Usulkan sekali lagi."),
    "plan_over": lazy("Hari-hari rencana ini sudah lewat. Usulkan rencana yang baru."),
    "pin_in_the_past": lazy("Tanggal ini sudah lewat atau hari ini."),
    "move_same_day": lazy("Kunjungan ini memang pada hari itu."),
    "move_outside": lazy("Pilih hari di dalam rencana."),
    "move_closed": lazy("Tempat ini tutup pada hari itu. Pilih hari bukanya, atau ubah hari buka tempatnya."),
    "move_nothing": lazy("Tidak ada tanggal yang berubah, jadi rencana tetap."),
    "stop_not_pinned": lazy("Tanggal kunjungan ini tidak dikunci, jadi tidak ada yang dilepas."),
    "stop_unknown": lazy("Baris ini tidak ada di rencana. Pakai berkas yang diunduh dari rencana ini."),
    "stop_twice": lazy("Kunjungan ini sudah ada di baris lain. Hapus salah satunya."),
    "changes_malformed": lazy("Perubahan ini tidak dapat dibaca. Kirim kembali berkas XLSX-nya."),
    "day_malformed": lazy("Tanggal ini tidak dapat dibaca. Tulis seperti 2026-11-30 atau 30-11-2026."),
    "plan_of_whole_office": lazy("Rencana disusun untuk seluruh kantor; mintalah kepada petugas dinas."),
    "week_empty": lazy("Tidak ada kunjungan pada pekan itu."),
    "week_announced": lazy("Semua kunjungan pekan itu sudah diumumkan."),
}

STATUS = {
    "plan_in_the_past": 400,
    "plan_weeks_wrong": 400,
    "plan_seconds_wrong": 400,
    "plan_floor_wrong": 400,
    "move_same_day": 400,
    "move_outside": 400,
    "move_closed": 400,
    "move_nothing": 400,
    "stop_unknown": 400,
    "stop_twice": 400,
    "changes_malformed": 400,
    "day_malformed": 400,
}
