"""The words that pages of packs show."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.packs.rules import Answer

# Where a card of a pack is: sign and word, by the fields of `rules.Count`.
PLACES: dict[str, tuple[str, Promise]] = {
    "given": ("good", _("diserahkan")),
    "waiting": ("wait", _("diserahkan, menunggu verifikator")),
    "out": ("none", _("masih dibawa")),
    "back": ("good", _("kembali ke brankas")),
    "missing": ("bad", _("hilang")),
    "spoiled": ("bad", _("rusak")),
}

ANSWERS: dict[Answer, Promise] = {
    Answer.ISSUE: _("Penyerahannya benar: catat sekarang"),
    Answer.NOT_GIVEN: _("Kartunya tidak diserahkan: harus kembali"),
    Answer.NOTED: _("Sudah diurus di tempat lain; cukup dicatat"),
}
