"""The words that pages show for states of orders: sign, word, colour."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.orders.rules import JobState, Priority

JOB_STATUS: dict[JobState, tuple[str, Promise]] = {
    JobState.REQUESTED: ("wait", _("menunggu persetujuan")),
    JobState.APPROVED: ("good", _("disetujui, siap dicetak")),
    JobState.PRINTING: ("wait", _("di pencetak")),
    JobState.PRINTED: ("good", _("tercetak, siap diambil")),
    JobState.ISSUED: ("good", _("sudah diserahkan")),
    JobState.REFUSED: ("bad", _("ditolak")),
}


PRIORITIES: dict[Priority, Promise] = {
    Priority.FIRST_TIME: _("1 pemula"),
    Priority.DISASTER: _("2 korban bencana"),
    Priority.WAITING: _("3 menunggu kartu pertama"),
    Priority.REPLACEMENT: _("4 pengganti"),
}


# What stands on the pages of an order whose holder this office may no longer see.
HOLDER_HIDDEN = _(
    "Data pemegang kartu ini tidak terbuka lagi bagi kantor Anda: ia pindah, atau layanan luar domisilinya "
    "lebih dari 30 hari."
)
