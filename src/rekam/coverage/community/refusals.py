"""What the refusals of call-ups say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "nobody_to_call": lazy("Orang ini tidak sedang dipanggil: sudah direkam, atau belum wajib KTP."),
}
STATUS: dict[str, int] = {}
