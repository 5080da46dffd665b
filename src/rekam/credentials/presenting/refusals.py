"""What the refusals of questions say, to an officer or to whoever builds a wallet."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "request_unknown": lazy("Permintaan ini tidak ada. Mintalah petugas memulai lagi."),
    "request_fetched_twice": lazy(
        "Permintaan ini sudah diambil sebuah telepon. Mintalah petugas memulai lagi."
    ),
    "request_over": lazy("Permintaan ini sudah lewat lima menit. Mintalah petugas memulai lagi."),
    "request_not_fetched": lazy("Permintaan ini belum diambil, jadi belum dapat dijawab."),
    "request_answered": lazy("Permintaan ini sudah dijawab."),
    "answer_unreadable": lazy("Jawabannya tidak dapat dibuka. Ulangi dari awal."),
    "answer_state_wrong": lazy("Ini jawaban untuk permintaan lain. Ulangi dari awal."),
    "answer_not_asked": lazy("Yang ditunjukkan bukan yang diminta."),
    "answer_incomplete": lazy("Yang ditunjukkan kurang dari yang diminta."),
}
STATUS: dict[str, int] = dict.fromkeys(SENTENCES, 400) | {"request_unknown": 404}
