"""The words that pages show for what is to be burned."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.rules import BlankState

# By state, and whether it was printed for somebody.
KINDS: dict[tuple[str, bool], Promise] = {
    (BlankState.SPOILED, False): _("blanko rusak sebelum dicetak"),
    (BlankState.SPOILED, True): _("kartu gagal cetak"),
    (BlankState.RETURNED, True): _("kartu ditarik"),
    (BlankState.RETURNED, False): _("kartu ditarik"),
}
