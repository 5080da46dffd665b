"""What the refusals of a visit's report say."""

from django.utils.translation import gettext_lazy as lazy

SENTENCES = {
    "report_does_not_add_up": lazy("Keenam angka laporan harus berjumlah sama dengan daftar kunjungan."),
    "report_negative": lazy("Angka laporan tidak boleh kurang dari nol."),
    "visit_not_yet": lazy(
        "Kunjungan ini belum berlangsung. Laporannya ditulis pada harinya atau sesudahnya."
    ),
    "visit_photo_missing": lazy("Pilih dahulu fotonya: satu atau dua, JPEG atau PNG."),
    "photos_too_many": lazy("Satu kunjungan menyimpan paling banyak dua foto."),
    "note_too_long": lazy("Catatannya terlalu panjang. Ringkaskan, lalu kirim lagi."),
}

STATUS = {
    "report_does_not_add_up": 400,
    "report_negative": 400,
    "visit_photo_missing": 400,
    "note_too_long": 400,
}
