"""When a card may leave the counter (pure)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from rekam.kernel.errors import RuleBroken

WITNESSES = 2
NAME_LETTERS = 3


class Excuse(StrEnum):
    """Why nothing of the holder can be compared. A scanner that is broken is none: another one is fetched.

    Source: what offices report of recordings holds of hand-overs too (Kota Tangerang 2012, Karawang 2016,
    OKU, Kota Semarang 2012). In force from 2013-12-24 (UU 24/2013 Pasal 63 (1): everybody holds a card).
    """

    MISSING = "missing"
    LEPROSY = "leprosy"
    WORN = "worn"
    INJURED = "injured"
    UNCOOPERATIVE = "uncooperative"


class Age(IntEnum):
    """How long a printed card has waited: its first day in days. 7, 30 and 90 are the days of a reminder."""

    NEW = 0
    WEEK = 7
    MONTH = 30
    QUARTER = 90


def check_hand_over(*, matched: bool, exception_by: str) -> None:
    """Refuse to give a card out without a 1:1 match, or the word of two officers in its place.

    matched       whether a finger or an iris taken at the counter is the record's
    exception_by  the first officer, who gave a reason why nothing can be compared; "" = nobody did
    Raises RuleBroken("holder_not_matched").
    Source: the 1:1 finger match before hand-over is the published procedure of the offices (Bengkalis,
    sippn.menpan.go.id 7981629); that people without readable fingers are not turned away is our reading
    of UU 24/2013 Pasal 63 (1), no article words the exception. In force from 2013-12-24.
    """
    if not matched and not exception_by:
        raise RuleBroken("holder_not_matched")


def excuse_of(code: str) -> Excuse:
    """The excuse of this code. Raises RuleBroken("excuse_unknown").

    Source: DOMAIN's exceptions are "explicit, coded, justified"; see `Excuse`. In force from 2013-12-24.
    """
    if code not in set(Excuse):
        raise RuleBroken("excuse_unknown")
    return Excuse(code)


def check_witnesses(names: Sequence[str], *, holder: str) -> None:
    """Refuse an exception that two people did not see: each named, two humans, neither the holder.

    names   as they are signed, or user names of officers
    Case, accents, titles' points and spaces make no other human. Two accounts of one officer are looked
    for by the service, which knows accounts.
    Raises RuleBroken("witnesses_missing" | "witness_twice" | "witness_is_holder").
    Source: the office's own rule, after the two witnesses of a berita acara; no article words it for a card.
    In force from 2026-11-22.
    """
    plain = [_plain(name) for name in names]
    if len(plain) != WITNESSES or any(len(name) < NAME_LETTERS for name in plain):
        raise RuleBroken("witnesses_missing", wanted=WITNESSES)
    if len(set(plain)) < WITNESSES:
        raise RuleBroken("witness_twice")
    if _plain(holder) in plain:
        raise RuleBroken("witness_is_holder")


def is_overdue(*, printed: date, on: date, days: int) -> bool:
    """Whether a card that nobody collects goes back to the safe of the Dinas, where it goes on waiting.

    days   the office's own rule; a card is never destroyed for waiting
    Source: no regulation sets a time; the office's rule, REKAM_UNCOLLECTED_DAYS. In force from 2026-11-22.
    """
    return on - printed >= timedelta(days=days)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", " ", decomposed.encode("ascii", "ignore").decode()).strip()
