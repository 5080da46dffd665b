"""What the refusals of alarms say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "alarm_is_yours": _("Alarm ini karena Anda sendiri; orang lain yang memeriksanya."),
    "alarm_closed": _("Alarm ini sudah diperiksa."),
    "alarm_finding_missing": _("Tulis hasil pemeriksaan, paling sedikit 10 huruf."),
}

STATUS = {"alarm_is_yours": 403, "alarm_finding_missing": 400}
