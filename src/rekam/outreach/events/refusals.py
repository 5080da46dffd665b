"""What the refusals of service events say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "event_hours": lazy("Jam tutup harus sesudah jam buka."),
    "event_capacity": lazy("Alat: 1 sampai 50, masing-masing 1 sampai 60 orang per jam."),
    "event_services": lazy("Pilih paling sedikit satu layanan."),
    "event_weeks": lazy("Ulangi paling banyak {most} pekan."),
    "event_there_already": lazy("Pada hari itu sudah ada layanan di tempat ini. Ubah tanggalnya."),
    "event_over": lazy("Layanan ini sudah lewat atau batal; yang lewat ditulis di laporan kunjungan."),
    "event_team_busy": lazy("{team} tidak bebas pada {day}: tidak bertugas, layanan lain, atau kunjungan."),
    "event_too_small": lazy("Sudah {people} orang dipanggil atau terdaftar. Tambah alat atau jamnya."),
    "event_full": lazy("Tinggal {left} tempat. Kurangi jumlahnya, atau arahkan ke hari lain."),
    "event_nobody_registered": lazy("Isi jumlah selain nol; yang terdaftar sekarang {registered} orang."),
}

STATUS: dict[str, int] = dict.fromkeys(
    (
        *("event_hours", "event_capacity", "event_services", "event_weeks"),
        "event_nobody_registered",
    ),
    400,
)
