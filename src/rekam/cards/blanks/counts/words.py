"""The words that pages show for counts of the safe."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.counts.rules import Shift, Verdict

SHIFTS: dict[str, Promise] = {
    Shift.OPENING: _("saat buka"),
    Shift.CHANGE: _("ganti giliran"),
    Shift.CLOSING: _("saat tutup"),
}
VERDICTS: dict[str, Promise] = {
    Verdict.MISSING: _("tidak ada di penyimpanan"),
    Verdict.UNEXPECTED: _("tidak seharusnya di sini"),
}
