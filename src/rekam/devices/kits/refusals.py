"""The sentences of the kits' refusals; gathered in devices.refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "part_act_not_allowed": lazy("Langkah ini tidak cocok dengan keadaan bagian itu sekarang. Muat ulang."),
    "part_day_wrong": lazy(
        "Tanggalnya sebelum catatan terakhir bagian ini, atau belum tiba. Periksa riwayatnya."
    ),
    "part_known": lazy("Bagian dengan merek, tipe dan nomor seri itu sudah terdaftar. Cari di daftar alat."),
    "part_is_away": lazy("Bagian ini sedang dipinjam. Catat kembali dahulu, lalu pindahkan."),
    "part_not_borrowed": lazy("Bagian ini tidak sedang dipinjam."),
    "loan_day_wrong": lazy("Tanggal kembali harus sesudah hari pinjam, paling lama satu tahun."),
    "loan_goal_wrong": lazy("Pilih satu peminjam: kit lain di wilayah Anda, atau kode wilayah kantor lain."),
    "kit_day_wrong": lazy("Tanggalnya sebelum serah terima kit yang terakhir."),
    "kit_station_taken": lazy("Laptop itu sudah menjadi milik kit lain. Lepaskan dahulu di sana."),
    "kit_not_empty": lazy("Kit ini masih punya bagian. Pindahkan atau hapus bagiannya dahulu."),
    "reservation_days_wrong": lazy("Hari pertama tidak boleh lewat atau sesudah hari terakhir."),
    "reservation_taken": lazy("Sebagian hari itu sudah dipesan. Lihat kalender, lalu pilih hari lain."),
    "health_malformed": lazy("Kabar alat dari stasiun tidak dapat dibaca. Perbarui stasiun."),
    "health_too_large": lazy("Kabar alat dari stasiun terlalu besar. Perbarui stasiun."),
    "health_too_often": lazy("Stasiun terlalu sering mengirim kabar alat. Ia mencoba lagi sendiri."),
}

STATUS: dict[str, int] = {"health_malformed": 400, "health_too_large": 413, "health_too_often": 429}
