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
    "pin_in_the_past": lazy("Tanggal ini sudah lewat atau hari ini."),
    "move_same_day": lazy("Kunjungan ini memang pada hari itu."),
    "move_outside": lazy("Pilih hari di dalam rencana."),
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
}
