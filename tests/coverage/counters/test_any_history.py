"""Counters and tail equal a recount, and the flow explains every difference, whatever happened in between."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from rekam.coverage.counters.queries import cells, figures, flow, picture, recounted, trend
from rekam.coverage.counters.rules import MEASURES, PROFILED, Cell, Reason
from rekam.coverage.counters.services import fold
from rekam.coverage.rules import total
from rekam.kernel.database import scope
from rekam.registry.models import Resident
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE, VILLAGES

WHAT = (
    *("arrive", "load", "move", "die", "marry", "permit", "record", "print", "hand_over", "undo"),
    *("lose", "find"),
    *("note", "gone", "fold", "fold", "next_day", "next_day"),
)
LADDER = {
    "record": "BIO_CAPTURED",
    "print": "CARD_PRINTED",
    "hand_over": "CARD_ISSUED",
    "undo": "UNREGISTERED",
}
LOSS = {"lose": True, "find": False}


@dataclass
class Clock:
    """The one day of all examples: it only goes on."""

    day: date = date(2026, 2, 26)

    @property
    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 5, tzinfo=UTC)  # noon at the office


CLOCK = Clock()


@pytest.fixture
def people(own_database: str) -> list[Resident]:
    """Some of every age around the edges, already counted."""
    CLOCK.day = date(2026, 2, 26)
    births = [date(2009, 2, 26) + timedelta(days=n) for n in range(6)]
    births += [date(2008, 2, 29), date(1966, 3, 1), date(2010, 1, 1)]
    made = [town.load(born=born, area_code=VILLAGES[n % 3]) for n, born in enumerate(births)]
    made.append(town.load(born=date(1980, 5, 5), nationality="WNA", permit_until=date(2026, 2, 28)))
    made.append(town.load(born=date(1980, 5, 5), disability="NETRA"))
    with scope(OFFICE):
        fold(at=CLOCK.now)
    return made


def happen(what: str, number: int, people: list[Resident]) -> None:
    on, at, row = CLOCK.day, CLOCK.now, people[number % len(people)]
    if what == "arrive":
        born = on - timedelta(days=17 * 365 + number % 10)
        people.append(town.arrive(born=born, on=on, at=at, area_code=VILLAGES[number % 3]))
    elif what == "load":
        people.append(town.load(born=on - timedelta(days=60 * 365 + number % 40)))
    elif what == "note":
        reason = list(Reason)[number % len(Reason)]
        back_on = on + timedelta(days=number % 4 + 1) if number % 5 else None
        town.note(row, reason=reason, on=on - timedelta(days=number % 3), back_on=back_on, at=at)
    elif what == "fold":
        with scope(OFFICE):
            fold(at=at)
    elif what == "next_day":
        CLOCK.day += timedelta(days=1)
    elif what in LOSS:
        town.lose(row, lost=LOSS[what], on=on, at=at)
    elif what in LADDER:
        town.climb(row, status=LADDER[what], on=on, at=at)
    else:
        kind, columns = changed(what, on=on, number=number)
        town.change(row, kind=kind, on=on, at=at, **columns)


def changed(what: str, *, on: date, number: int) -> tuple[str, dict[str, object]]:
    """The event and the columns of a change."""
    permit = on + timedelta(days=number % 3)
    return {
        "move": ("move_within", {"area_code": VILLAGES[number // 7 % 3]}),
        "die": ("death", {"status": "dead", "status_on": on}),
        "marry": ("marriage", {"ever_married": True}),
        "permit": ("change", {"nationality": "WNA", "permit_until": permit}),
        "gone": ("import.gone", {}),
    }[what]


@pytest.mark.parametrize("seed", range(5))
def test_counters_and_tail_are_a_recount_after_any_history(people: list[Resident], seed: int) -> None:
    chance = Random(seed)
    for _ in range(25):
        done = [(chance.choice(WHAT), chance.randrange(10_000)) for _ in range(chance.randrange(1, 8))]
        for what, number in done:
            happen(what, number, people)
        check(str(done))
        check_picture(CLOCK.day + timedelta(days=chance.choice([-400, -3, 0, 1, 400])), done=str(done))


def check(done: str) -> None:
    with scope(OFFICE):
        live, again = cells(area_code="36.73", on=CLOCK.day), recounted(area_code="36.73", on=CLOCK.day)
        told = figures(area_code="36.73", on=CLOCK.day)
        days = trend(area_code="36.73", since=date(2026, 1, 1))
        last = max(days, default=None)
        causes = flow(area_code="36.73", since=last, on=CLOCK.day) if last else {}

    assert set(live) ^ set(again) == set(), done
    if last:
        now = total(found.counts for found in told.values()).not_recorded
        assert now - days[last].not_recorded == sum(sum(by.values()) for by in causes.values()), done


def check_picture(on: date, *, done: str) -> None:
    """One statement tells of a kelurahan and of its office what all cells of a recount tell by the rules."""
    with scope(OFFICE):
        told = picture(area_code=VILLAGES[0], around="36.73", on=on)
        again = recounted(area_code="36.73", on=on)
    profile: Counter[tuple[str, int, int]] = Counter()
    for cell in again:
        if cell.area_code == VILLAGES[0]:
            profile[cell.sex, cell.age, cell.mark & PROFILED] += cell.people

    assert told_by_cells(again) == {
        code: vars(found.counts) | vars(found.groups)
        for code, found in told.figures.items()
        if found.counts.population
    }, done
    assert profile == {(cell.sex, cell.age, cell.mark): cell.people for cell in told.profile}, done


def told_by_cells(found: list[Cell]) -> dict[str, dict[str, int]]:
    """Each measure of each kelurahan, by the rules and not by SQL."""
    sums: dict[str, Counter[str]] = {}
    for cell in found:
        by = sums.setdefault(cell.area_code, Counter(dict.fromkeys(MEASURES, 0)))
        for name, one in MEASURES.items():
            by[name] += cell.people * one.takes(mark=cell.mark, age=cell.age)
    return {code: dict(by) for code, by in sums.items()}
