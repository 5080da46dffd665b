"""What the refusals of service events say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "event_hours": lazy("Jam tutup harus sesudah jam buka."),
    "event_capacity": lazy("Alat: 1 sampai 50, masing-masing 1 sampai 60 orang per jam."),
    "event_services": lazy("Pilih paling sedikit satu layanan."),
    "event_in_the_past": lazy("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."),
    "event_weeks": lazy("Ulangi paling banyak {most} pekan."),
    "event_there_already": lazy("Pada hari itu sudah ada layanan di tempat ini. Ubah tanggalnya."),
    "event_over": lazy("Layanan ini sudah lewat; tulis hasilnya di laporan kunjungan."),
    "event_full": lazy("Tinggal {left} tempat. Kurangi jumlahnya, atau arahkan ke hari lain."),
    "event_nobody_registered": lazy("Isi jumlah selain nol; yang terdaftar sekarang {registered} orang."),
}

STATUS: dict[str, int] = dict.fromkeys(
    (
        *("event_hours", "event_capacity", "event_services", "event_in_the_past", "event_weeks"),
        "event_nobody_registered",
    ),
    400,
)
