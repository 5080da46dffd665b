"""What the refusals of the counters say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "evidence_in_future": lazy("Tanggal keterangan tidak boleh sesudah hari ini."),
}
STATUS: dict[str, int] = {}
