"""The words that pages show for blanks, accounts and shipments: sign, word, colour."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.blanks.models import BOXED, SUPPLIER
from rekam.cards.blanks.queries import Balance
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.shipments.rules import Standing

BLANK_STATUS: dict[BlankState, tuple[str, Promise]] = {
    BlankState.RECEIVED: ("good", _("siap pakai")),
    BlankState.CARRIED: ("wait", _("dibawa tim")),
    BlankState.PRINTING: ("wait", _("di pencetak")),
    BlankState.PRINTED: ("wait", _("tercetak, belum diambil")),
    BlankState.CARRIED_CARD: ("wait", _("kartu dibawa tim")),
    BlankState.HANDED_OVER: ("good", _("diserahkan")),
    BlankState.SPOILED: ("bad", _("rusak")),
    BlankState.RETURNED: ("exception", _("dikembalikan")),
    BlankState.ROAD: ("wait", _("di perjalanan")),
    BlankState.LOST: ("bad", _("hilang")),
    BlankState.DESTROYED: ("none", _("dimusnahkan")),
}


ACCOUNTS: dict[str, Promise] = {
    SUPPLIER: _("pusat"),
    BOXED: _("boks tertutup"),
    **{state.value: word for state, (_sign, word) in BLANK_STATUS.items()},
}


# What to do next with one blank.
NEXT_STEP: dict[BlankState, Promise] = {
    BlankState.RECEIVED: _("Keping ini boleh dicetak, dikirim, atau dibawa tim."),
    BlankState.CARRIED: _("Bila tim kembali, catat kembalinya di halaman Tim."),
    BlankState.PRINTING: _("Di pesanannya, catat apakah kartu jadi atau gagal."),
    BlankState.PRINTED: _("Serahkan kepada pemegangnya, atau kirim ke tempat ia mengambilnya."),
    BlankState.CARRIED_CARD: _("Tim menyerahkannya, atau membawanya kembali."),
    BlankState.HANDED_OVER: _("Tidak ada yang perlu dilakukan."),
    BlankState.SPOILED: _("Masukkan ke berita acara pemusnahan."),
    BlankState.RETURNED: _("Masukkan ke berita acara pemusnahan."),
    BlankState.ROAD: _("Petugas tempat tujuan menghitung dan menerimanya."),
    BlankState.LOST: _("Jangan dipakai. Bila ditemukan, dua petugas mencatatnya."),
    BlankState.DESTROYED: _("Tidak ada yang perlu dilakukan."),
}


STANDING: dict[Standing, tuple[str, Promise]] = {
    Standing.ROAD: ("wait", _("di perjalanan")),
    Standing.LATE: ("bad", _("terlambat")),
    Standing.SHORT: ("bad", _("kurang")),
    Standing.REFUSED: ("bad", _("ditolak")),
    Standing.RECEIVED: ("good", _("diterima lengkap")),
    Standing.TAKEN_BACK: ("none", _("diambil kembali")),
}


# The columns of the stock table, and the states that each one sums.
COLUMNS: Mapping[object, Sequence[BlankState]] = {
    _("siap pakai"): [BlankState.RECEIVED],
    _("dibawa tim"): [BlankState.CARRIED, BlankState.CARRIED_CARD],
    _("dicetak, belum diambil"): [BlankState.PRINTING, BlankState.PRINTED],
    _("diserahkan"): [BlankState.HANDED_OVER],
    _("rusak atau ditarik"): [BlankState.SPOILED, BlankState.RETURNED],
    _("hilang"): [BlankState.LOST],
    _("dimusnahkan"): [BlankState.DESTROYED],
}


def columns_of(balance: Balance) -> list[int]:
    """A site's blanks by column, those in closed boxes among the usable; together all that it answers for."""
    first, *others = ([balance.held[state] for state in states] for states in COLUMNS.values())
    return [sum(first) + balance.boxed, *map(sum, others)]
