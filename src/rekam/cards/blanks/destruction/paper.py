"""The berita acara on A4, drawn by Typst in this process. Its words are Indonesian, as the law's paper is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources

from rekam.accounts.queries import find_account, named
from rekam.cards.blanks.destruction.queries import Doomed
from rekam.cards.blanks.queries import site_name
from rekam.cards.blanks.rules import BlankState
from rekam.ui.dates import long_date, weekday
from rekam.ui.typesetting import typeset

UNUSED, SPOILED, RETURNED = "blanko rusak sebelum dicetak", "kartu gagal cetak", "kartu ditarik"


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs: name, post, and number of employment where it is known."""

    name: str
    post: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What one paper says."""

    number: str
    place: str
    on: date
    site: str
    cards: Sequence[Doomed]
    signatories: tuple[Signatory, Signatory]
    made_at: datetime


def signatory(username: str) -> Signatory:
    """An officer as the paper names them."""
    known, account = named([username])[username], find_account(username)
    return Signatory(name=known.name, post=known.post, number=account.employee_number if account else "")


def draw(minutes: Minutes) -> bytes:
    """The paper as PDF; the same minutes give the same bytes.

    Source: SE Mendagri 470.13/11176/SJ (spoiled and void cards are burned, with a berita acara that names
    each card). In force from 2018-12-13.
    """
    layout = resources.files("rekam.cards.blanks.destruction").joinpath("minutes.typ").read_bytes()
    return typeset({"main.typ": layout, "told.json": json.dumps(_told(minutes)).encode()}, at=minutes.made_at)


def _told(minutes: Minutes) -> dict[str, object]:
    kinds = [kind_of(card) for card in minutes.cards]
    return {
        "number": minutes.number,
        "place": minutes.place,
        "day": f"{weekday(minutes.on)}, {long_date(minutes.on)}",
        "site": site_name(minutes.site),
        "count": len(minutes.cards),
        "sums": [[kind, kinds.count(kind)] for kind in (UNUSED, SPOILED, RETURNED)],
        "rows": [
            [card.blank.serial, kind, card.name, card.address, card.why]
            for card, kind in zip(minutes.cards, kinds, strict=True)
        ],
        "signs": [[one.name, one.post, one.number] for one in minutes.signatories],
    }


def kind_of(card: Doomed) -> str:
    """What a card to be burned is, in the paper's words."""
    if card.blank.state == BlankState.RETURNED:
        return RETURNED
    return SPOILED if card.holder else UNUSED
