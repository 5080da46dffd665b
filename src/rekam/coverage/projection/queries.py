"""The register as a projection reads it: waits as columns, people by kelurahan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Q, QuerySet

from rekam.coverage.projection.lives import NEVER, WINDOW_DAYS, Channel, Flows, Ints, Register, Spells
from rekam.coverage.projection.rules import Measure
from rekam.coverage.queries import lawful_on, wajib_on
from rekam.coverage.rules import latest_birth
from rekam.enrolment.ways.queries import ways_recorded
from rekam.kernel.database import counting
from rekam.kernel.dates import birthday
from rekam.kernel.region import AreaCode, Level
from rekam.registry.queries import arrivals, residents
from rekam.registry.rules import CARD_AGE, RECORDING_AGE, Status

COLUMNS = (
    *("pk", "uuid", "area_code", "birth_date", "ever_married"),
    *("status", "status_on", "recorded_on", "handed_on", "lost_on"),
)
Row = tuple[int, UUID, str, date, bool, str, date | None, date | None, date | None, date | None]


def neighbourhood(place: AreaCode) -> AreaCode:
    """The area whose experience a projection learns from: its kabupaten or kota, or itself where larger."""
    return place.at(Level.KABUPATEN_KOTA) if place.level > Level.KABUPATEN_KOTA else place


def read_register(*, place: AreaCode, measure: Measure, today: date) -> Register:
    """The register of an area, of today, with what the scope may see of its neighbours.

    Where the register notes nobody who moved in, as many are taken to come as move away.
    """
    around, window = neighbourhood(place).text, _Window(today)
    people = _count_people(around, window=window)
    codes = [str(row["area_code"]) for row in people]
    units = {code: number for number, code in enumerate(codes)}
    moved = arrivals(area_code=around, since=window.first)
    reader = _Reader(window, units=units, moved=moved, ways=_channels(around, since=window.first))
    came = _came(residents(area_code=around).filter(pk__in=moved), window=window) if moved else people
    flows = Flows(
        **{name: _by_unit(people, name=name, units=units) for name in COUNTED},
        **{name: _by_unit(came, name=name, units=units) for name in CAME},
    )
    held = _by_unit(people, name="held", units=units)
    inside = np.array([f"{code}.".startswith(f"{place.text}.") for code in codes], dtype=bool)
    return Register(
        day=today.toordinal(),
        inside=inside,
        recordings=reader.recordings(_recordable(around, window=window)),
        cards=reader.cards(_awaiting_cards(around, window=window) if measure is Measure.HELD else ()),
        children_due=_children_due(place, today=today),
        held=int(held[inside].sum()),
        flows=flows,
        arrivals_known=bool(moved),
    )


@dataclass(frozen=True)
class _Window:
    """The days that are learnt from, up to today."""

    today: date

    @property
    def first(self) -> date:
        return self.today - timedelta(days=WINDOW_DAYS - 1)

    @property
    def here(self) -> Q:
        return Q(status=Status.ACTIVE) & lawful_on(self.today)

    @property
    def gone(self) -> Q:
        return ~Q(status=Status.ACTIVE) & Q(status_on__gte=self.first, status_on__lte=self.today)

    @property
    def child(self) -> Q:
        return Q(birth_date__gt=latest_birth(on=self.today, age=RECORDING_AGE), ever_married=False)

    @property
    def grown(self) -> Q:
        return Q(birth_date__lte=latest_birth(on=self.today))

    @property
    def recorded(self) -> Q:
        return Q(recorded_on__lte=self.today)


COUNTED = ("settled", "settled_left", "children", "children_left", "teens", "teens_married")
CAME = ("settled_came", "children_came", "missing_came")


def _count_people(area_code: str, *, window: _Window) -> Sequence[Mapping[str, Any]]:
    """By kelurahan: who is here, who went; and who moved away, for want of knowing who came."""
    settled = wajib_on(window.today) & window.recorded
    teen = window.here & ~window.child & ~window.grown
    moved = window.gone & Q(status=Status.MOVED)
    counts = {
        "settled": settled,
        "held": settled & Q(handed_on__lte=window.today) & ~Q(lost_on__lte=window.today),
        "settled_left": window.gone & window.grown & window.recorded,
        "children": window.here & window.child,
        "children_left": window.gone & window.child,
        "teens": teen,
        "teens_married": teen & Q(ever_married=True),
        "settled_came": moved & window.grown & window.recorded,
        "children_came": moved & window.child,
        "missing_came": moved & window.grown & Q(recorded_on=None),
    }
    rows = residents(area_code=area_code).order_by().values("area_code")
    with counting():
        return list(rows.annotate(**{name: Count("pk", filter=which) for name, which in counts.items()}))


def _came(rows: QuerySet[Any], *, window: _Window) -> Sequence[Mapping[str, Any]]:
    """By kelurahan: those who moved in, as they stand today."""
    counts = {
        "settled_came": window.grown & window.recorded,
        "children_came": window.child,
        "missing_came": window.grown & ~window.recorded,
    }
    grouped = rows.filter(window.here).order_by().values("area_code")
    return list(grouped.annotate(**{name: Count("pk", filter=which) for name, which in counts.items()}))


def _by_unit(rows: Sequence[Mapping[str, Any]], *, name: str, units: Mapping[str, int]) -> Ints:
    counts = np.zeros(len(units), dtype=np.int64)
    for row in rows:
        counts[units[row["area_code"]]] = row[name]
    return counts


def _recordable(area_code: str, *, window: _Window) -> Sequence[Row]:
    """Everybody of 16 or more who was not recorded when the window began, or turned 17 since."""
    rows = residents(area_code=area_code).filter(window.here | (window.gone & lawful_on(window.today)))
    open_then = Q(recorded_on=None) | Q(recorded_on__gte=window.first)
    turned = Q(birth_date__gt=latest_birth(on=window.first))
    found = rows.exclude(window.child).filter(open_then | turned).order_by()
    return list(found.values_list(*COLUMNS))


def _awaiting_cards(area_code: str, *, window: _Window) -> Sequence[Row]:
    """The recorded wajib who had no card when the window began, were recorded since, or lost theirs."""
    rows = residents(area_code=area_code).filter(window.recorded, window.grown | Q(ever_married=True))
    rows = rows.filter(window.here | (window.gone & lawful_on(window.today)))
    found = rows.filter(Q(handed_on=None) | Q(handed_on__gte=window.first) | ~Q(lost_on=None)).order_by()
    return list(found.values_list(*COLUMNS))


def _children_due(place: AreaCode, *, today: date) -> Ints:
    """The 17th birthdays of those who are not 16 yet, in the order of the days."""
    window = _Window(today)
    rows = residents(area_code=place.text).filter(window.here & window.child).order_by("birth_date")
    with counting():
        births = list(rows.values_list("birth_date").annotate(Count("pk")))
    return np.repeat([_seventeenth(born) for born, _ in births], [people for _, people in births]).astype(int)


def _channels(area_code: str, *, since: date) -> Mapping[UUID, Channel]:
    """The way of each recording that was made with Rekam; none where only dates were imported."""

    def channel(where: str, *, on_visit: bool) -> Channel:
        if not f"{where}.".startswith(f"{area_code}."):
            return Channel.ELSEWHERE
        return Channel.OUTREACH if on_visit else Channel.COUNTER

    ways = ways_recorded(since=since)
    return {who: channel(where, on_visit=visit) for who, (where, visit) in ways.items()}


@dataclass(frozen=True)
class _Reader:
    """From rows of the register to columns of waits."""

    window: _Window
    units: Mapping[str, int]
    moved: Mapping[int, date]
    ways: Mapping[UUID, Channel]

    def recordings(self, rows: Sequence[Row]) -> Spells:
        """Waits for a recording; the clock starts on the day somebody became wajib."""
        return self._spells(rows, since=[self._due(row) for row in rows], events=[row[7] for row in rows])

    def cards(self, rows: Sequence[Row]) -> Spells:
        """Waits for a card; the clock starts when the person was recorded and wajib, or lost the card."""
        since = [_ordinal(row[9]) if row[9] else max(self._due(row), _ordinal(row[7])) for row in rows]
        return self._spells(rows, since=since, events=[None if row[9] else row[8] for row in rows])

    def _spells(self, rows: Sequence[Row], *, since: Sequence[int], events: Sequence[date | None]) -> Spells:
        columns = (
            since,
            [self._enter(row) for row in rows],
            [self._known(day) for day in events],
            [NEVER if row[5] == Status.ACTIVE else _ordinal(row[6]) for row in rows],
            [self.units[row[2]] for row in rows],
            [self.ways.get(row[1], Channel.UNKNOWN) for row in rows],
        )
        return Spells(*(np.array(column, dtype=np.int64) for column in columns))

    def _due(self, row: Row) -> int:
        """The 17th birthday; of who married before, today at the latest: the day of marriage is not kept."""
        due = _seventeenth(row[3])
        return min(due, self.window.today.toordinal()) if row[4] else due

    def _enter(self, row: Row) -> int:
        opened = min(_birthday(row[3], RECORDING_AGE), self._due(row))
        came = self.moved.get(row[0])
        return max(opened, came.toordinal()) if came else opened

    def _known(self, day: date | None) -> int:
        number = _ordinal(day)
        return number if number <= self.window.today.toordinal() else NEVER


def _ordinal(day: date | None) -> int:
    return NEVER if day is None else day.toordinal()


@cache
def _birthday(born: date, age: int) -> int:
    return birthday(born=born, age=age).toordinal()


def _seventeenth(born: date) -> int:
    return _birthday(born, CARD_AGE)
