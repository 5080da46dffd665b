"""What the refusals of lists say; the first of them stand at a line of the file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "row_repeated": lazy("Nama dan tanggal lahir ini sudah ada di baris lain."),
    "name_unreadable": lazy("Nama kosong atau terlalu panjang."),
    "birth_date_unreadable": lazy("Tanggal lahir tidak terbaca. Tulis seperti 31-12-2009."),
    "list_empty": lazy(
        "Tidak satu baris pun dapat diambil ({rejects} ditolak). Periksa kolom nama dan lahir."
    ),
    "list_not_draft": lazy("Daftar ini sudah dipakai, atau sudah diganti yang lebih baru."),
    "name_decided": lazy("Nama ini sudah diputus. Muat ulang halamannya."),
    "not_a_candidate": lazy("Orang ini bukan salah satu yang mungkin dimaksud. Muat ulang halamannya."),
}
STATUS: dict[str, int] = {"list_empty": 400}
