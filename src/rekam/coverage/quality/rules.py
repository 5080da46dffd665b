"""What may be wrong in the register and how much it moves the coverage figure (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

OLDEST = 120  # years; the oldest person whose age was proven reached 122 (Jeanne Calment, 1875-1997)
YOUNGEST_MARRIED = 15  # years; below it a marriage in the register is far likelier a slip than a fact
DEFAULT_DAY = (7, 1)  # 1 July, written where only the year of a birth was known (SIAK since 2004)
DAYS_IN_YEAR = 365.25


class Check(StrEnum):
    """The checks; each finds rows of residents who live in the area."""

    TOO_OLD = "too_old"
    BORN_LATER = "born_later"
    RECORDED_TOO_YOUNG = "recorded_too_young"
    LADDER_ORDER = "ladder_order"
    MARRIED_CHILD = "married_child"
    TWO_HEADS = "two_heads"
    NO_HEAD = "no_head"
    NIK_DIFFERS = "nik_differs"
    FIRST_OF_JULY = "first_of_july"


@dataclass(frozen=True)
class Found:
    """What a check found in an area, in residents.

    wajib, recorded  of the found
    expected         how many of such rows are right in any register, by chance alone
    """

    check: Check
    people: int
    wajib: int
    recorded: int
    expected: int = 0

    @property
    def missing(self) -> int:
        """Of the found, those who stand in the gap."""
        return self.wajib - self.recorded


def effect(found: Found, *, wajib: int, recorded: int) -> float:
    """By how many percent points coverage would move if all the found were no residents at all.

    wajib, recorded  of the whole area
    Positive = coverage is shown too low now. Of an area without other wajib it is 0.
    """
    left = wajib - found.wajib
    if not wajib or not left:
        return 0.0
    return 100 * ((recorded - found.recorded) / left - recorded / wajib)


def ranked(found: Iterable[Found], *, wajib: int, recorded: int) -> list[tuple[Found, float]]:
    """The checks that found something, those first that move coverage most."""
    with_effect = [(one, effect(one, wajib=wajib, recorded=recorded)) for one in found if one.people]
    return sorted(with_effect, key=lambda pair: (-abs(pair[1]), -pair[0].people, pair[0].check))


def expected_on_one_day(population: int) -> int:
    """How many of a population have their birthday on one day of the year, if births fall evenly."""
    return round(population / DAYS_IN_YEAR)
