"""What the refusals of visits at home say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "nik_not_here": lazy(
        "NIK ini tidak ada di register kantor ini. Kosongkan bila ragu; permintaannya tetap dapat dicatat."
    ),
    "home_visit_recorded": lazy(
        "Orang ini sudah direkam; kunjungan tidak perlu. Periksa kartunya di Register."
    ),
    "home_visit_open": lazy("Untuk orang ini sudah ada permintaan yang menunggu."),
    "home_visit_step": lazy("Permintaan ini sudah selesai. Buat permintaan baru bila perlu."),
    "home_visit_forgotten": lazy("Nama dan alamat permintaan ini sudah dihapus. Buat permintaan baru."),
    "home_name_missing": lazy("Isi nama orang yang akan dikunjungi."),
    "place_missing": lazy("Isi alamat yang dapat ditemukan tim: kampung, RT/RW, patokan."),
    "point_malformed": lazy("Tulis lintang, koma, lalu bujur: -6.1201, 106.1503. Boleh juga dikosongkan."),
    "home_note_missing": lazy("Tulis alasannya, supaya petugas berikutnya tahu."),
}
STATUS: dict[str, int] = dict.fromkeys(
    ("home_name_missing", "place_missing", "home_note_missing", "point_malformed"), 400
)
