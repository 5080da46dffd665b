"""What the refusals of home-visit days say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "round_in_the_past": lazy("Hari itu sudah lewat. Pilih hari ini atau sesudahnya."),
    "round_without_team": lazy("Pilih paling sedikit satu tim."),
    "round_seconds_wrong": lazy("Lama mencari antara {least} dan {most} detik."),
    "round_team_absent": lazy("{team} tidak bertugas pada hari itu. Pilih tim atau hari lain."),
    "round_team_without_kit": lazy(
        "{team} tidak punya alat rekam yang berfungsi pada hari itu. Pilih tim lain."
    ),
    "round_at_work": lazy("Rute hari itu sedang disusun. Tunggu beberapa detik, lalu ulangi."),
    "round_announced": lazy("Hari itu sudah diumumkan; keluarganya sudah dikabari. Susun hari lain."),
    "round_not_announced": lazy("Umumkan dahulu harinya, lalu catat hasilnya."),
    "round_not_ready": lazy("Rute hari itu belum selesai disusun."),
    "round_not_yet": lazy("Hasil dicatat pada hari kunjungan atau sesudahnya."),
    "round_empty": lazy("Tidak ada rumah di rute hari itu, jadi tidak ada yang diumumkan."),
    "round_home_taken": lazy(
        "Satu rumah sudah direncanakan atau selesai di tempat lain. Susun ulang, lalu umumkan."
    ),
    "round_nobody_waits": lazy("Tidak ada permintaan kunjungan rumah yang menunggu di wilayah ini."),
    "round_told": lazy("Hasil rumah ini sudah dicatat."),
    "round_not_told": lazy("Hasil rumah ini belum dicatat, jadi tidak ada yang dibetulkan."),
    "round_followed": lazy("Back office sudah mencatat kabar ini di register. Betulkan di sana."),
    "round_planned_again": lazy("Rumah ini sudah masuk rute hari lain. Keluarkan dahulu dari sana."),
    "round_not_gone": lazy("Kabar meninggal atau pindah dari rumah ini tidak ada, atau sudah beres."),
    "round_home_twice": lazy("Satu rumah ada di dua rute. Laporkan kepada administrator."),
    "round_crew_twice": lazy("Satu tim punya dua rute. Laporkan kepada administrator."),
    "round_health_missing": lazy("Rumah ini perlu tenaga kesehatan, dan tidak ada yang ikut."),
    "round_hours_missed": lazy("Jam yang diminta keluarga ini tidak ditepati."),
    "round_too_long": lazy("Rute ini melewati jam kembali tim."),
}

STATUS: dict[str, int] = dict.fromkeys(
    ("round_in_the_past", "round_without_team", "round_seconds_wrong", "round_team_absent"), 400
)
