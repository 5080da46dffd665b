"""What the refusals of this room say, and their HTTP status."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "wallet_request_wrong": lazy("Permintaan dompet ini tidak sah. Perbarui aplikasinya, lalu ulangi."),
    "wallet_known": lazy("Telepon ini sudah terdaftar. Buka dompetnya dengan PIN."),
    "wallet_unknown": lazy("Telepon ini tidak terdaftar lagi. Ambil KTP digital Anda sekali lagi."),
    "wallet_too_many": lazy(
        "Terlalu banyak dompet dibuat dari jaringan ini. Coba lagi {minutes} menit lagi."
    ),
}
STATUS: dict[str, int] = {
    "wallet_request_wrong": 400,
    "wallet_known": 409,
    "wallet_unknown": 410,
    "wallet_too_many": 429,
}
