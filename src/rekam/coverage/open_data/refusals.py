"""What the refusals of publishing say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "open_data_base_missing": lazy("Pilih semester yang dasarnya sudah disimpan."),
    "open_data_published": lazy(
        "Data hari dan basis ini sudah diterbitkan dengan isi lain, dan tidak diganti: dua versi dapat "
        "membuka angka yang disembunyikan."
    ),
    "open_data_asked": lazy("Semester ini sudah diminta terbit, atau sudah terbit."),
    "open_data_decided": lazy("Permintaan terbit ini sudah diputus."),
    "open_data_changed": lazy(
        "Yang akan terbit tidak lagi sama dengan yang diminta: aturan hitung atau lisensinya berubah. Tutup "
        "permintaan ini dan minta lagi."
    ),
}
STATUS: dict[str, int] = {
    "open_data_base_missing": 400,
}
