"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "statement_of_future": lazy("Hari itu belum tiba; kalimat untuk pers hanya tentang yang sudah terjadi."),
    "statement_of_nobody": lazy("Tidak ada wajib KTP di wilayah ini pada hari itu."),
}

STATUS: dict[str, int] = {"statement_of_future": 400, "statement_of_nobody": 404}
