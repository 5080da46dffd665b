"""What the page works out from counts: changes that add up, ages, the split of the gap (pure)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rekam.coverage.counters.rules import Cause, Cell, Mark, is_gap
from rekam.registry.rules import CARD_AGE, RECORDING_AGE
from rekam.ui.numbers import EN_DASH

ALWAYS_TOLD = (Cause.RECORDED, Cause.TURNED_17, Cause.CAME, Cause.LEFT)
OLDEST_DRAWN = 90  # this age stands for all older ones too
BANDS = ((17, 17), (18, 18), (19, 19), (20, 20), (21, 21), (22, 29), (30, 39), (40, 49), (50, 59))


@dataclass(frozen=True)
class Change:
    """One cause by which the number of the not recorded moved, with its sign, in each span of time.

    cause   None for what the register has learnt since of days gone by
    people  one number a span; None where the span reaches back before the counts that are kept
    """

    cause: Cause | None
    people: Sequence[int | None]


def changes(
    spans: Sequence[Mapping[Cause, int]], *, before: Sequence[int | None], now: int
) -> tuple[Sequence[Change], Sequence[int | None]]:
    """The causes of each span, and its difference: they add up.

    spans    by cause, with its sign
    before   the gap when each span began; None where no count is kept of that day
    now      the gap
    """
    known = [gap is not None for gap in before]
    totals = [None if gap is None else now - gap for gap in before]
    told = [cause for cause in Cause if cause in ALWAYS_TOLD or any(span.get(cause) for span in spans)]
    rows = [
        Change(
            cause, [span.get(cause, 0) if there else None for span, there in zip(spans, known, strict=True)]
        )
        for cause in told
    ]
    rest = [
        None if total is None else total - sum(span.values())
        for span, total in zip(spans, totals, strict=True)
    ]
    return ([*rows, Change(None, rest)] if any(rest) else rows), totals


def base_on(day: date, *, renewals: Mapping[date, str]) -> str:
    """The base that a day's figures rest on; "" for a day before the first that is known.

    renewals   the last day before each base, and its name
    """
    ended = [last for last in renewals if last < day]
    return renewals[max(ended)] if ended else ""


def stretches(days: Sequence[date], *, renewals: Mapping[date, str]) -> Sequence[tuple[str, Sequence[date]]]:
    """Sorted days in runs of one base each, with its name: figures are never chained across two bases."""
    runs = groupby(days, key=lambda day: base_on(day, renewals=renewals))
    return [(base, list(run)) for base, run in runs]


@dataclass(frozen=True)
class AgeCount:
    """Persons of the ages from `first` to `last` who are not recorded, of how many wajib; both sexes."""

    first: int
    last: int
    men: int = 0
    women: int = 0
    wajib: int = 0

    @property
    def people(self) -> int:
        """Of either sex."""
        return self.men + self.women

    @property
    def span(self) -> str:
        """The ages as a table says them."""
        return str(self.first) if self.first == self.last else f"{self.first}{EN_DASH}{self.last}"

    @property
    def asked(self) -> str:
        """The ages as the address of a list says them."""
        return f"{self.first}-{self.last}"


@dataclass(frozen=True)
class Sixteen:
    """Of those who are 16 and not wajib yet: how many there are, how many are recorded ahead."""

    people: int
    ahead: int

    @property
    def left(self) -> int:
        """Who could still be recorded before the 17th birthday."""
        return self.people - self.ahead


def by_age(found: Collection[Cell]) -> Sequence[AgeCount]:
    """Single years from the youngest who is not recorded, 17 at the latest, to 120; the youngest first."""
    gap: Counter[tuple[int, str]] = Counter()
    wajib: Counter[int] = Counter()
    for one in found:
        if one.mark & Mark.WAJIB:
            wajib[one.age] += one.people
        if is_gap(one.mark):
            gap[one.age, one.sex] += one.people
    first = min([CARD_AGE, *(age for age, _ in gap)])
    last = max([CARD_AGE, *wajib])
    return [
        AgeCount(age, age, men=gap[age, "L"], women=gap[age, "P"], wajib=wajib[age])
        for age in range(first, last + 1)
    ]


def in_bands(years: Sequence[AgeCount]) -> Sequence[AgeCount]:
    """The same in BANDS, with a band before and one after where there is anybody."""
    outer = [*BANDS, (BANDS[-1][1] + 1, max(year.last for year in years))]
    bands = ([(years[0].first, CARD_AGE - 1)] if years[0].first < CARD_AGE else []) + outer
    return [_sum(years, first=first, last=last) for first, last in bands if first <= last]


def drawn(years: Sequence[AgeCount]) -> Sequence[AgeCount]:
    """Single years for a drawing: OLDEST_DRAWN holds all who are older."""
    young = [year for year in years if year.first < OLDEST_DRAWN]
    if len(young) == len(years):
        return young
    return [*young, _sum(years, first=OLDEST_DRAWN, last=years[-1].last)]


def sixteen(found: Collection[Cell]) -> Sixteen:
    """Those of 16 who are not wajib yet."""
    here = [one for one in found if one.age == RECORDING_AGE and not one.mark & Mark.WAJIB]
    return Sixteen(
        people=sum(one.people for one in here),
        ahead=sum(one.people for one in here if one.mark & Mark.AHEAD),
    )


def _sum(years: Sequence[AgeCount], *, first: int, last: int) -> AgeCount:
    inside = [year for year in years if first <= year.first <= last]
    return AgeCount(
        first,
        last,
        men=sum(year.men for year in inside),
        women=sum(year.women for year in inside),
        wajib=sum(year.wajib for year in inside),
    )
