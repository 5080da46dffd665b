"""When a card may leave the counter (pure)."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken

WITNESSES = 2
NAME_LETTERS = 3
COLLECTOR_AGE = 17
REMINDERS = (7, 30, 90)


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


class Errand(StrEnum):
    """Why somebody of the family comes in the holder's place.

    Source: the office's own list; no regulation lets or forbids it. In force from 2026-11-22.
    """

    ILL = "ill"
    FRAIL = "frail"
    AWAY = "away"
    DETAINED = "detained"


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


def check_family_allowed(*, since: date | None, on: date) -> None:
    """Refuse to give a card to a relative where the office's rule does not let it, or not yet.

    since   the day from which the office allows it; None = it does not
    Raises RuleBroken("family_not_allowed").
    Source: the office's own rule, REKAM_FAMILY_COLLECTS; by default the holder alone collects, as the
    published 1:1 match asks (Bengkalis, sippn.menpan.go.id 7981629). In force from 2026-11-22.
    """
    if since is None or on < since:
        raise RuleBroken("family_not_allowed")


def check_collector(*, same_family: bool, is_holder: bool, born: date, is_active: bool, on: date) -> None:
    """Refuse anybody but a grown-up, living member of the holder's family card.

    Raises RuleBroken("collector_not_of_family"), the same for somebody whom the register does not know, or
    RuleBroken("collector_too_young").
    Source: the office's own rule; 17 as for a card of one's own (UU 24/2013 Pasal 63 (1)).
    In force from 2013-12-24.
    """
    if not same_family or is_holder or not is_active:
        raise RuleBroken("collector_not_of_family")
    if age_on(born=born, on=on) < COLLECTOR_AGE:
        raise RuleBroken("collector_too_young")


def errand_of(code: str) -> Errand:
    """The errand of this code. Raises RuleBroken("errand_unknown").

    Source: see `Errand`. In force from 2026-11-22.
    """
    if code not in set(Errand):
        raise RuleBroken("errand_unknown")
    return Errand(code)


def excuse_of(code: str) -> Excuse:
    """The excuse of this code. Raises RuleBroken("excuse_unknown").

    Source: a woman without fingers was refused without a reason (radar-karawang.com, Sept 2016).
    In force from 2013-12-24.
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


def reminder_due(*, printed: date, on: date, sent: Collection[int]) -> int | None:
    """Which reminder a card that waits is due today: the day it is for, 7, 30 or 90, or None.

    sent   the days for which one went out
    Days that were missed are not made up for: one message, never two at once.
    Source: the office's own rule; no regulation asks for reminders. In force from 2026-11-22.
    """
    due = [day for day in REMINDERS if day <= (on - printed).days]
    last = max(due, default=0)
    return last if last > max(sent, default=0) else None


def is_overdue(*, printed: date, on: date, days: int) -> bool:
    """Whether a card that nobody collects goes back to the safe of the Dinas, where it goes on waiting.

    days   the office's own rule; a card is never destroyed for waiting
    Source: no regulation sets a time; the office's rule, REKAM_UNCOLLECTED_DAYS. In force from 2026-11-22.
    """
    return on - printed >= timedelta(days=days)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", " ", decomposed.encode("ascii", "ignore").decode()).strip()
