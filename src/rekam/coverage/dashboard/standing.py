"""The counts of an area and of its parts, as the page's tables show them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rekam.coverage.counters.queries import Causes, Figures, flows, trend
from rekam.coverage.counters.rules import Cause
from rekam.coverage.dashboard.rules import Change, changes
from rekam.coverage.queries import gather
from rekam.coverage.rules import Counts, share, total
from rekam.coverage.words import CAUSES, CORRECTED
from rekam.kernel.region import AreaCode, Level, area_name

TOP_VILLAGES = 5
TREND = timedelta(days=549)


@dataclass(frozen=True)
class Row:
    """One area of a table; `week` is by how many its gap moved in seven days, None where nobody knows."""

    code: str
    name: str
    parent: str
    counts: Counts
    week: int | None = None

    @property
    def gap(self) -> float:
        """Percent of wajib not recorded, for bars and order only."""
        return share(self.counts.not_recorded, of=self.counts.wajib)


@dataclass(frozen=True)
class Movement:
    """Why the gap moved since yesterday and in a week; nothing for a day that is not today.

    rows, total   words and one number for each of `since`
    """

    since: Sequence[date]
    rows: Sequence[tuple[str, Sequence[int | None]]]
    total: Sequence[int | None]
    by_village: Causes

    def week_of(self, code: str) -> int | None:
        """By how many the gap of an area moved in a week."""
        if self.total[-1] is None:
            return None
        inside = [
            sum(causes.values())
            for village, causes in self.by_village.items()
            if f"{village}.".startswith(f"{code}.")
        ]
        return sum(inside)


@dataclass(frozen=True)
class Standing:
    """An area on a day: its counts, those of its kelurahan, and those of its parts, the widest gap first."""

    place: AreaCode
    villages: Mapping[str, Figures]
    counts: Counts
    parts: Sequence[Row]
    top: Sequence[Row]

    @property
    def most_behind(self) -> Row:
        """The part with the widest gap in percent."""
        return self.parts[0]

    @property
    def most_people(self) -> Row:
        """The part with the most people who are not recorded."""
        return max(self.parts, key=lambda row: row.counts.not_recorded)

    @property
    def mean(self) -> float:
        """Percent of wajib not recorded, for bars only."""
        return share(self.counts.not_recorded, of=self.counts.wajib)

    @property
    def most(self) -> float:
        """The widest gap in percent: how long the longest bar is."""
        return self.parts[0].gap

    @property
    def is_village(self) -> bool:
        """Whether the area has no parts."""
        return self.place.level == Level.KELURAHAN_DESA


def standing(place: AreaCode, *, villages: Mapping[str, Figures], movement: Movement | None) -> Standing:
    """The tables of an area from the figures of its kelurahan, of which there is at least one."""
    counts = {code: found.counts for code, found in villages.items()}
    level = min(place.level + 1, Level.KELURAHAN_DESA)
    parts = _rows(gather(counts, parts=level), movement=movement)
    by_people = sorted(_rows(counts, movement=None), key=lambda row: row.counts.not_recorded, reverse=True)
    return Standing(
        place=place,
        villages=villages,
        counts=total(counts.values()),
        parts=sorted(parts, key=lambda row: row.gap, reverse=True),
        top=by_people[:TOP_VILLAGES] if level < Level.KELURAHAN_DESA else [],
    )


def movement(place: AreaCode, *, now: Counts, history: Mapping[date, Counts], today: date) -> Movement:
    """Why the gap moved to what it is now, since the ends of yesterday and of the day a week ago."""
    since = [today - timedelta(days=1), today - timedelta(days=7)]
    by_village = flows(area_code=place.text, since=since, on=today)
    sums = [_summed(by_village[day]) for day in since]
    before = [history[day].not_recorded if day in history else None for day in since]
    rows, difference = changes(sums, before=before, now=now.not_recorded)
    return Movement(
        since=since,
        rows=[(_word(row), row.people) for row in rows],
        total=difference,
        by_village=by_village[since[-1]],
    )


def history(place: AreaCode, *, today: date) -> Mapping[date, Counts]:
    """The counts of the area at the ends of the days that were kept, for a year and a half."""
    return trend(area_code=place.text, since=today - TREND)


def _word(row: Change) -> str:
    return str(CAUSES[row.cause] if row.cause else CORRECTED)


def _summed(by_village: Causes) -> Mapping[Cause, int]:
    sums: Counter[Cause] = Counter()
    for causes in by_village.values():
        sums.update(causes)
    return sums


def _rows(counts: Mapping[str, Counts], *, movement: Movement | None) -> list[Row]:
    return [
        Row(
            code=code,
            name=area_name(code),
            parent=area_name(code.rpartition(".")[0]),
            counts=found,
            week=movement.week_of(code) if movement else None,
        )
        for code, found in counts.items()
    ]
