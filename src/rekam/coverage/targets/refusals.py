"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "target_percent_range": _("Target adalah persen di atas 0 sampai 100."),
    "target_date_past": _("Tanggal target harus sesudah hari ini."),
    "target_conflict": _("Untuk hitungan dan tanggal ini sudah ada target. Tarik dulu yang lama."),
}
STATUS: dict[str, int] = {"target_percent_range": 400, "target_date_past": 400}
