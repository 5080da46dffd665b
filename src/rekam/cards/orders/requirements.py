"""What a reprint asks for, by its cause: documents, what becomes of the old card, who takes it in (pure).

The table here is the only place that says it; the order's page, the check before approval and
docs/reference/cards.md are derived from it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.cards.orders.rules import Reason
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.rules import STATIC


class Cause(StrEnum):
    """Why a card is printed again."""

    LOST = "lost"
    DAMAGED = "damaged"
    ELEMENT = "element"
    MOVE = "move"
    RENEWAL = "renewal"
    PHOTO = "photo"


class Paper(StrEnum):
    """What the holder brings or the register must hold."""

    POLICE_LETTER = "police_letter"
    OLD_CARD = "old_card"
    ENTRY = "entry"
    STAY_PERMIT = "stay_permit"
    PHOTOGRAPH = "photograph"


class OldCard(StrEnum):
    """What becomes of the card that is replaced."""

    TAKEN_IN = "taken_in"
    NOT_HANDED_IN = "not_handed_in"


class Withdraws(StrEnum):
    """Which office takes the old card in and destroys it: always the one that hands over the new one."""

    THIS_OFFICE = "this_office"
    DESTINATION = "destination"


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One row of the table.

    papers      all of them
    kinds       of the approved entry of the register, where one is asked for
    away        whether another office than the home may print it
    since       In force from
    """

    reason: Reason
    papers: frozenset[Paper]
    old_card: OldCard = OldCard.TAKEN_IN
    withdraws: Withdraws = Withdraws.THIS_OFFICE
    kinds: frozenset[Kind] = frozenset()
    away: bool = False
    source: str
    since: date


PRESIDENT = "Perpres 96/2018 Pasal 14, syarat menurut Setkab (aceh.tribunnews.com 2018-11-02)"
ELEMENT_KINDS = frozenset({Kind.CHANGE, Kind.CORRECTION, Kind.MARRIAGE, Kind.DIVORCE})
MOVE_KINDS = frozenset({Kind.MOVE_IN, Kind.MOVE_WITHIN})

REQUIREMENTS: Mapping[Cause, Requirement] = {
    Cause.LOST: Requirement(
        reason=Reason.LOST,
        papers=frozenset({Paper.POLICE_LETTER}),
        old_card=OldCard.NOT_HANDED_IN,
        away=True,
        source=PRESIDENT,
        since=date(2018, 10, 18),
    ),
    Cause.DAMAGED: Requirement(
        reason=Reason.DAMAGED,
        papers=frozenset({Paper.OLD_CARD}),
        away=True,
        source=PRESIDENT,
        since=date(2018, 10, 18),
    ),
    Cause.ELEMENT: Requirement(
        reason=Reason.CHANGED,
        papers=frozenset({Paper.OLD_CARD, Paper.ENTRY}),
        kinds=ELEMENT_KINDS,
        source=f"{PRESIDENT}; UU 24/2013 Pasal 64 (8)",
        since=date(2018, 10, 18),
    ),
    Cause.MOVE: Requirement(
        reason=Reason.CHANGED,
        papers=frozenset({Paper.OLD_CARD, Paper.ENTRY}),
        withdraws=Withdraws.DESTINATION,
        kinds=MOVE_KINDS,
        source="Disdukcapil Batam, perpindahan penduduk WNI: yang menarik dinas tujuan, bukan dinas asal",
        since=date(2018, 10, 18),
    ),
    Cause.RENEWAL: Requirement(
        reason=Reason.CHANGED,
        papers=frozenset({Paper.OLD_CARD, Paper.STAY_PERMIT}),
        source="Perpres 96/2018 Pasal 14 and 16; UU 24/2013 Pasal 63 (4)",
        since=date(2018, 10, 18),
    ),
    Cause.PHOTO: Requirement(
        reason=Reason.CHANGED,
        papers=frozenset({Paper.OLD_CARD, Paper.PHOTOGRAPH}),
        source="Permendagri 74/2015 Pasal 13, menurut clapar-bagelen.id 2024-09-30",
        since=date(2024, 9, 30),
    ),
}

# Elements of the register that stand on the card.
ON_CARD = STATIC | {
    *("full_name", "sex", "religion", "marital_status", "occupation", "nationality", "permit_until"),
    *("address", "rt", "rw", "area_code"),
}


def causes_for(*, foreign: bool) -> tuple[Cause, ...]:
    """The causes that an order's page offers; a citizen's card is for life and has no renewal.

    A new photograph is none of them: it is taken first, on a page of its own.
    Source: UU 24/2013 Pasal 64 (7). In force from 2013-12-24.
    """
    offered = [cause for cause in Cause if cause is not Cause.PHOTO]
    return tuple(cause for cause in offered if foreign or cause is not Cause.RENEWAL)


def check_papers(*, cause: Cause, given: Collection[Paper], foreign: bool, away: bool) -> None:
    """Refuse a reprint without all of its documents, or for which this office may not print.

    given    what was brought or found
    away     whether the holder lives outside the office that prints
    Raises RuleBroken("reprint_paper_missing" | "outside_element_changed" | "reprint_not_foreign").
    Source: REQUIREMENTS, each row with its own; Perpres 96/2018 Pasal 22 (outside the domicile only without
    any change). In force from 2018-10-18.
    """
    if cause is Cause.RENEWAL and not foreign:
        raise RuleBroken("reprint_not_foreign")
    row = REQUIREMENTS[cause]
    if away and not row.away:
        raise RuleBroken("outside_element_changed")
    missing = sorted(row.papers - set(given))
    if missing:
        raise RuleBroken("reprint_paper_missing", paper=missing[0].value)


def check_entry(*, cause: Cause, kind: Kind, changed: Collection[str]) -> None:
    """Refuse an entry of the register that changes nothing on the card, or what cannot change.

    changed  columns of the register that the approved entry changed
    Raises RuleBroken("reprint_entry_unfit" | "reprint_nothing_changed" | "reprint_static_element").
    Source: static elements are NIK, place and date of birth, blood group (detik 2018, five-fourteen); that a
    correction may mend what was written down wrongly is Permendagri 108/2019 (recall).
    In force from 2019-12-03.
    """
    if kind not in REQUIREMENTS[cause].kinds:
        raise RuleBroken("reprint_entry_unfit", kind=kind.value)
    if not ON_CARD & set(changed):
        raise RuleBroken("reprint_nothing_changed")
    if STATIC & set(changed) and kind is not Kind.CORRECTION:
        raise RuleBroken("reprint_static_element", element=min(STATIC & set(changed)))
