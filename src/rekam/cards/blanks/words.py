"""The words that pages show for states of blanks: sign, word, colour."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.models import ROAD, SUPPLIER
from rekam.cards.blanks.rules import BlankState

BLANK_STATUS: dict[BlankState, tuple[str, Promise]] = {
    BlankState.RECEIVED: ("good", _("siap pakai")),
    BlankState.CARRIED: ("wait", _("dibawa tim")),
    BlankState.PRINTING: ("wait", _("di pencetak")),
    BlankState.PRINTED: ("wait", _("tercetak, belum diambil")),
    BlankState.CARRIED_CARD: ("wait", _("kartu dibawa tim")),
    BlankState.HANDED_OVER: ("good", _("diserahkan")),
    BlankState.SPOILED: ("bad", _("rusak")),
    BlankState.RETURNED: ("exception", _("dikembalikan")),
    BlankState.LOST: ("bad", _("hilang")),
    BlankState.DESTROYED: ("none", _("dimusnahkan")),
}


ACCOUNTS: dict[str, Promise] = {
    SUPPLIER: _("pusat"),
    ROAD: _("perjalanan"),
    **{state.value: word for state, (_sign, word) in BLANK_STATUS.items()},
}
