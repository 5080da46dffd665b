"""Ten indicators a fortnight, what is met, and the level that follows (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rekam.coverage.rules import Counts


class Indicator(StrEnum):
    """Nine are named in public, in this order; what the tenth is the office has to say itself.

    Source: Kompas, 2022-08-26 (nasional.kompas.com/read/2022/08/26/13162481).
    """

    RECORDING = "perekaman"
    CHILD_CARD = "kia"
    CERTIFICATES = "akta"
    WHITE_PAPER = "kertas-putih"
    SIGNATURE = "tte"
    ONLINE = "daring"
    INTEGRATED = "terintegrasi"
    DATA_ACCESS = "akses-data"
    BPP = "bpp"
    TENTH = "kesepuluh"


LENGTH = timedelta(days=14)
# A Monday. That the fortnights begin on it is ours: the Ditjen's own calendar is not published.
FIRST_PERIOD = date(2024, 1, 1)
# Of recording, where the office typed no other. Source: Radar Bekasi, January 2026, for 2025.
RECORDING_TARGET = Decimal("99.4")
RECORDING_TARGET_SOURCE = "Radar Bekasi, 2026"


@dataclass(frozen=True, order=True)
class Period:
    """A fortnight from Monday to the second Sunday."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + LENGTH - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The fortnight before."""
        return Period(self.first - LENGTH)


def period_of(day: date) -> Period:
    """The fortnight in which a day lies."""
    return Period(day - (day - FIRST_PERIOD) % LENGTH)


@dataclass(frozen=True)
class Line:
    """One indicator in one fortnight.

    value     in percent; None = nobody said yet
    target    in percent; None = no target known
    counts    recorded and wajib, where the value is computed here
    """

    indicator: Indicator
    name: str = ""
    value: Decimal | None = None
    target: Decimal | None = None
    source: str = ""
    source_on: date | None = None
    counts: Counts | None = None

    @property
    def is_met(self) -> bool:
        """Whether the target is reached; a computed one by its counts, so never by rounding up."""
        if self.target is None:
            return False
        if self.counts is not None:
            return self.counts.wajib > 0 and self.counts.recorded * 100 >= self.target * self.counts.wajib
        return self.value is not None and self.value >= self.target

    @property
    def is_known(self) -> bool:
        """Whether there is a value and a target to compare."""
        return self.value is not None and self.target is not None


def level(met: int) -> int | None:
    """The level of an office that met so many of the ten; None for 0, of which the rule says nothing.

    1 to 4 met = level 1, 5 or 6 = 2, 7 to 9 = 3, all 10 = 4.
    Raises ValueError outside 0 to 10.
    Source: Kompas, 2022-08-26.
    """
    if not 0 <= met <= len(Indicator):
        raise ValueError(f"met must lie between 0 and {len(Indicator)}, not {met}")
    if met == 0:
        return None
    return 1 + (met >= 5) + (met >= 7) + (met == len(Indicator))
