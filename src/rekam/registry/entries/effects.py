"""What each event does to NIK, KK and card, and the law that says so: one table (pure).

Pages, services, docs/reference/events.md and the tests of the law's table are derived from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

EKTP = "ektp."  # how the kinds of the card's ladder begin; registry.services writes those


class Kind(StrEnum):
    """What may happen to a resident. The last four are not entered here: see `Effect.entered`."""

    BIRTH = "birth"
    LATE_BIODATA = "late_biodata"
    DEATH = "death"
    MOVE_WITHIN = "move_within"
    MOVE_OUT = "move_out"
    MOVE_IN = "move_in"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    CHANGE = "change"
    SPLIT_CARD = "split_card"
    JOIN_CARD = "join_card"
    CORRECTION = "correction"
    DEACTIVATION = "deactivation"
    REACTIVATION = "reactivation"
    DOUBLE_NIK = "double_nik"
    AREA_CHANGE = "area_change"
    DEATH_ANNULLED = "death_annulled"
    DOUBLE_UNDONE = "double_undone"
    CARD_REISSUED = "card_reissued"
    TURNED_17 = "turned_17"
    CARD_LOST = "card_lost"
    CARD_DAMAGED = "card_damaged"


class OnNik(StrEnum):
    """What becomes of the NIK; nothing ever gives somebody another one."""

    ISSUED = "issued once"
    SAME = "same"
    DEAD = "kept, flagged dead"
    BLOCKED = "kept, out of use"
    FREED = "kept, in use again"
    ONE_KEPT = "one kept"


class OnKk(StrEnum):
    """What becomes of the family card and its number."""

    SAME = "same"
    ADDED = "member added"
    STATUS = "status changes"
    KEPT_OR_NEW = "kept or new"
    REMOVED = "members removed"
    NEW = "new"
    NEW_OR_JOINED = "new or joined"
    JOINED = "joined"
    REISSUED = "reissued"
    NEW_HEAD = "reissued, new head: new number"
    ONE_KEPT = "one kept"
    RESTORED = "back as before"


class OnCard(StrEnum):
    """What becomes of the KTP-el."""

    NOTHING = "nothing"
    KIA = "KIA"
    FIRST = "recording, then card"
    REPRINT = "reprint"
    STAYS = "stays with the holder"
    BACK = "should come back"
    VALID_AGAIN = "valid again, reprint where it was taken in"


class Withdraws(StrEnum):
    """Who takes the old card in and destroys it."""

    NOBODY = "nobody"
    HERE = "this office"
    DESTINATION = "destination"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One row of the table.

    entered   whether an officer enters it here; the others follow from another event, from age, or from a
              print order
    law       source; "recall" = the article is from memory
    since     In force from, ISO date
    """

    nik: OnNik = OnNik.SAME
    kk: OnKk
    card: OnCard = OnCard.NOTHING
    withdraws: Withdraws = Withdraws.NOBODY
    law: str
    since: str
    entered: bool = True


MOVES = "Perpres 96/2018; Permendagri 108/2019 (recall)"
FAMILY = "UU 23/2006 Pasal 61 and 62 (recall)"
USE_OF_NIK = "Permendagri 95/2019 Pasal 96"
ANNULMENT = "UU 24/2013 with UU 23/2006 Pasal 72 (recall); Perpres 96/2018, pembatalan akta (recall)"

EFFECTS: Mapping[Kind, Effect] = {
    Kind.BIRTH: Effect(
        nik=OnNik.ISSUED,
        kk=OnKk.ADDED,
        card=OnCard.KIA,
        law="UU 24/2013 Pasal 27 (recall); PP 40/2019 Pasal 30",
        since="2019-05-29",
    ),
    Kind.LATE_BIODATA: Effect(
        nik=OnNik.ISSUED, kk=OnKk.ADDED, card=OnCard.FIRST, law="PP 40/2019 Pasal 30", since="2019-05-29"
    ),
    Kind.DEATH: Effect(
        nik=OnNik.DEAD,
        kk=OnKk.NEW_HEAD,
        card=OnCard.BACK,
        law="UU 24/2013 Pasal 44 (recall)",
        since="2013-12-24",
    ),
    Kind.MOVE_WITHIN: Effect(
        kk=OnKk.KEPT_OR_NEW,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law=f"{MOVES}; practice of SE 470/13287",
        since="2018-10-18",
    ),
    Kind.MOVE_OUT: Effect(
        kk=OnKk.REMOVED,
        card=OnCard.STAYS,
        withdraws=Withdraws.DESTINATION,
        law=MOVES,
        since="2018-10-18",
    ),
    Kind.MOVE_IN: Effect(
        kk=OnKk.NEW_OR_JOINED,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law=f"{MOVES}; Perpres 96/2018 Pasal 14",
        since="2018-10-18",
    ),
    Kind.MARRIAGE: Effect(
        kk=OnKk.NEW_OR_JOINED,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law="UU 23/2006 Pasal 34 (recall)",
        since="2006-12-29",
    ),
    Kind.DIVORCE: Effect(
        kk=OnKk.NEW,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law="UU 23/2006 Pasal 40 (recall)",
        since="2006-12-29",
    ),
    Kind.CHANGE: Effect(
        kk=OnKk.REISSUED,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law="Perpres 96/2018 Pasal 14; Permendagri 109/2019 (F-1.06)",
        since="2019-12-03",
    ),
    Kind.SPLIT_CARD: Effect(kk=OnKk.NEW, law=FAMILY, since="2006-12-29"),
    Kind.JOIN_CARD: Effect(kk=OnKk.JOINED, law=FAMILY, since="2006-12-29"),
    Kind.CORRECTION: Effect(
        kk=OnKk.REISSUED,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law="PP 40/2019 Pasal 30 (2) and 33",
        since="2019-05-29",
    ),
    Kind.DEACTIVATION: Effect(nik=OnNik.BLOCKED, kk=OnKk.SAME, law=USE_OF_NIK, since="2019-12-03"),
    Kind.REACTIVATION: Effect(nik=OnNik.FREED, kk=OnKk.SAME, law=USE_OF_NIK, since="2019-12-03"),
    Kind.DOUBLE_NIK: Effect(
        nik=OnNik.ONE_KEPT,
        kk=OnKk.ONE_KEPT,
        card=OnCard.BACK,
        withdraws=Withdraws.HERE,
        law=USE_OF_NIK,
        since="2019-12-03",
    ),
    Kind.AREA_CHANGE: Effect(
        kk=OnKk.SAME, law="Permendagri 108/2019 (recall: codes of a new area)", since="2019-12-03"
    ),
    Kind.DEATH_ANNULLED: Effect(
        nik=OnNik.FREED,
        kk=OnKk.RESTORED,
        card=OnCard.VALID_AGAIN,
        law=ANNULMENT,
        since="2018-10-18",
    ),
    Kind.DOUBLE_UNDONE: Effect(
        nik=OnNik.FREED,
        kk=OnKk.RESTORED,
        card=OnCard.REPRINT,
        law=f"{USE_OF_NIK} (recall: a NIK found right is used again)",
        since="2019-12-03",
    ),
    Kind.CARD_REISSUED: Effect(kk=OnKk.NEW_HEAD, law=FAMILY, since="2006-12-29", entered=False),
    Kind.TURNED_17: Effect(
        kk=OnKk.STATUS,
        card=OnCard.FIRST,
        law="UU 24/2013 Pasal 63 (1)",
        since="2013-12-24",
        entered=False,
    ),
    Kind.CARD_LOST: Effect(
        kk=OnKk.SAME, card=OnCard.REPRINT, law="Perpres 96/2018 Pasal 14", since="2018-10-18", entered=False
    ),
    Kind.CARD_DAMAGED: Effect(
        kk=OnKk.SAME,
        card=OnCard.REPRINT,
        withdraws=Withdraws.HERE,
        law="Perpres 96/2018 Pasal 14",
        since="2018-10-18",
        entered=False,
    ),
}

# What the approval of an entry of this kind needs nothing but a resident for; a birth has none yet.
WITHOUT_RESIDENT = frozenset({Kind.BIRTH, Kind.LATE_BIODATA, Kind.MOVE_IN, Kind.AREA_CHANGE})

# What is entered to take back something that was recorded wrongly.
UNDOES: Mapping[Kind, Kind] = {
    Kind.DEATH_ANNULLED: Kind.DEATH,
    Kind.DOUBLE_UNDONE: Kind.DOUBLE_NIK,
}
