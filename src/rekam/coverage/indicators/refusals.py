"""What the refusals of the indicators say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "indicator_period_ahead": lazy("Dua minggu itu belum mulai."),
    "indicator_unnamed": lazy("Beri nama indikator kesepuluh dahulu; daftar resminya tidak diumumkan."),
}
STATUS: dict[str, int] = {}
