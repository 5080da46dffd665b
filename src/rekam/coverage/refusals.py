"""What the refusals of this room say, gathered from its parts, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.reconcile import refusals as reconcile

PARTS = (reconcile,)
OWN = {
    "statement_of_future": lazy("Hari itu belum tiba; kalimat untuk pers hanya tentang yang sudah terjadi."),
    "statement_of_nobody": lazy("Tidak ada wajib KTP di wilayah ini pada hari itu."),
}
SENTENCES: dict[str, str | Promise] = {
    code: text for part in PARTS for code, text in part.SENTENCES.items()
} | OWN
STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()} | {
    "statement_of_future": 400,
    "statement_of_nobody": 404,
}
