"""The verdicts in words, for the page of whoever reads a credential; refusals have their own sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

VERDICTS: dict[str, str | Promise] = {
    "credential_valid": lazy("Berlaku."),
    "credential_revoked": lazy("Dicabut oleh kantor penerbit. Jangan diterima."),
    "credential_suspended": lazy(
        "Ditangguhkan oleh kantor penerbit. Mintalah pemiliknya menghubungi kantor itu."
    ),
    "status_not_given": lazy("Tanda tangannya benar, tetapi status kredensial ini tidak dapat ditanyakan."),
    "status_not_at_hand": lazy(
        "Tanda tangannya benar, tetapi daftar statusnya belum diambil. Sambungkan ke internet."
    ),
    "status_too_old": lazy(
        "Tanda tangannya benar, tetapi daftar statusnya sudah lama. Sambungkan ke internet."
    ),
}
