"""Words of follow-ups."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.followups.rules import About, Standing

ABOUT: Mapping[About, str | Promise] = {
    About.NOT_RECORDED: lazy("Belum rekam"),
    About.REMOTE: lazy("Daerah terpencil, perbatasan, pesisir, kepulauan"),
    About.HELD: lazy("Memegang kartu"),
    About.QUALITY: lazy("Mutu data"),
    About.OTHER: lazy("Hal lain"),
}
# The sign of the status word, and the word.
STANDINGS: Mapping[Standing, tuple[str, str | Promise]] = {
    Standing.NOTE: ("none", lazy("Catatan")),
    Standing.WAITING: ("wait", lazy("Menunggu jawaban")),
    Standing.OVERDUE: ("bad", lazy("Lewat tenggat")),
    Standing.ANSWERED: ("good", lazy("Dijawab")),
    Standing.CLOSED: ("good", lazy("Ditutup")),
}
