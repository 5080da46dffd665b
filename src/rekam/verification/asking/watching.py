"""Which run of questions looks like a hunt through the register (pure).

An institution asks about the people who stand before it: few of one family, of one birth day hardly two, and
most of whom it asks about exist.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rekam.verification.asking.rules import Code


class Sign(StrEnum):
    """Why a contract was stopped by itself."""

    RATE = "rate"
    NOT_FOUND = "not_found"
    SEQUENCE = "sequence"
    FAMILY = "family"
    BIRTH_DAY = "birth_day"
    CANARY = "canary"


@dataclass(frozen=True)
class Limits:
    """What is more than an institution's usual day. Our own measures, no law says them.

    window       how far back is looked
    rate_window  in which questions are counted for the rate
    rate_times   times the month's quota spread over 22 days of 8 hours
    rate_least   so many are never too many, however small the quota
    least        below so many questions the share of not found says nothing
    not_found    share, 0 to 1
    sequence     pairs of neighbouring numbers of one kecamatan and birth day
    family       different NIKs of one family card; the largest families have some nine
    birth_day    different NIKs of one kecamatan and birth day; a kecamatan has some five births a day
    """

    window: timedelta = timedelta(minutes=10)
    rate_window: timedelta = timedelta(minutes=5)
    rate_times: int = 20
    rate_least: int = 60
    least: int = 20
    not_found: float = 0.4
    sequence: int = 5
    family: int = 12
    birth_day: int = 8


LIMITS = Limits()
WORKING_MINUTES = 22 * 8 * 60


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One question as the watch sees it: digests, no NIK."""

    at: datetime
    code: str
    nik: str
    stem: str
    serial: int
    family: str


def sign_in(
    seen: Sequence[Seen], *, monthly_quota: int, at: datetime, limits: Limits = LIMITS
) -> Sign | None:
    """The first sign of a hunt among the questions of the window, or None.

    seen    the latest ones of one institution, in any order
    """
    lately = [one for one in seen if one.at > at - limits.window]
    if _asked_since(lately, at - limits.rate_window) > rate_limit(monthly_quota, limits=limits):
        return Sign.RATE
    if len(lately) >= limits.least and _share_not_found(lately) > limits.not_found:
        return Sign.NOT_FOUND
    if _neighbours(lately) >= limits.sequence:
        return Sign.SEQUENCE
    if _most_of_one((one.family, one.nik) for one in lately) > limits.family:
        return Sign.FAMILY
    if _most_of_one((one.stem, one.nik) for one in lately) > limits.birth_day:
        return Sign.BIRTH_DAY
    return None


def rate_limit(monthly_quota: int, *, limits: Limits = LIMITS) -> int:
    """How many questions in the rate's window are not yet too many."""
    minutes = limits.rate_window.total_seconds() / 60
    return max(limits.rate_least, round(limits.rate_times * monthly_quota * minutes / WORKING_MINUTES))


def _asked_since(seen: Iterable[Seen], since: datetime) -> int:
    return sum(one.at > since for one in seen)


def _share_not_found(seen: Sequence[Seen]) -> float:
    missing = sum(one.code in {Code.UNKNOWN, Code.MALFORMED} for one in seen)
    return missing / len(seen)


def _neighbours(seen: Iterable[Seen]) -> int:
    serials: defaultdict[str, set[int]] = defaultdict(set)
    for one in seen:
        if one.stem:
            serials[one.stem].add(one.serial)
    return sum(number + 1 in known for known in serials.values() for number in known)


def _most_of_one(pairs: Iterable[tuple[str, str]]) -> int:
    groups = Counter(group for group, _nik in set(pairs) if group)
    return max(groups.values(), default=0)
