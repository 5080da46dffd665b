"""What the refusals of notices say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "wish_too_many": lazy("Sudah ada {most} alamat untuk tanda terima ini. Tanyakan di loket."),
    "no_letters": lazy("Tidak ada surat yang menunggu di kelurahan ini."),
    "breach_in_future": lazy("Saat kebocoran diketahui belum terjadi. Periksa tanggal dan jamnya."),
    "breach_reach": lazy("Pilih satu: akun petugas dengan harinya, atau wilayah."),
    "breach_window": lazy("Isi hari pertama dan terakhir, paling panjang setahun."),
    "breach_sent": lazy("Pemberitahuan ini sudah dikirim."),
}
STATUS: dict[str, int] = {
    "breach_in_future": 400,
    "breach_reach": 400,
    "breach_window": 400,
}
