"""The sentences of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "message_phone_malformed": lazy("Nomor telepon terdiri dari 8 sampai 15 angka."),
    "message_email_malformed": lazy("Alamat surel ini tidak lengkap."),
    "message_child_letter_first": lazy(
        "Salah satu yang dipanggil belum 18 tahun: surat kepada orang tua harus lebih dahulu."
    ),
    "message_child_parent_only": lazy(
        "Salah satu yang dipanggil belum 18 tahun: hanya nomor orang tua atau wali yang dipakai."
    ),
    "stop_tries_used_up": lazy("Terlalu banyak kode dari jaringan Anda. Tunggu {minutes} menit."),
    "sealed_otherwise": lazy(
        "Pesan ini disegel dengan kunci lama dan tidak dapat dikirim. Kirim sekali lagi."
    ),
}
STATUS: dict[str, int] = {
    "stop_tries_used_up": 429,
    "message_phone_malformed": 400,
    "message_email_malformed": 400,
    "message_child_letter_first": 400,
    "message_child_parent_only": 400,
}
