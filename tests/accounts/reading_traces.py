"""Days of officers as the watch over reading sees them, drawn by a seed: honest ones, and people who copy.

How often honest work leaves no entry about the person, and how many lines a search by name shows, are our
assumptions (`Habits`); docs/explanation/insiders.md says what follows if they are wrong.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from rekam.accounts.caps import reading
from rekam.accounts.caps.reading import LIMITS, Limits, Sign, Sort, Step

MONDAY = datetime(2026, 8, 3, tzinfo=UTC)  # clocks of offices: the zone does not matter here
MONTH = 20  # working days
TAKEN = "taken"  # ids of whom an insider reads for himself begin so
HISTORY = 20
PAGE = 50


@dataclass(frozen=True)
class Habits:
    """How an honest desk works.

    visitors   a day
    worked     share of them about whom the officer writes something himself
    by_name    share who is looked for by name; then other lines stand beside, `lines` on average
    broad      share of searches by name that fill the answer, and are made narrower
    mistyped   share of searches that find nobody
    """

    visitors: float = 45
    worked: float = 0.7
    by_name: float = 0.2
    lines: float = 3
    broad: float = 0.05
    mistyped: float = 0.06


@dataclass
class Drawing:
    """A day that is being drawn."""

    day: int
    chance: random.Random
    ids: Iterator[int]
    steps: list[Step] = field(default_factory=list)

    def moment(self, hour: float, until: float) -> datetime:
        return at_hour(self.day, self.chance.uniform(hour, until))

    def people(self, number: int, *, prefix: str = "p") -> list[str]:
        return [f"{prefix}{next(self.ids)}" for _ in range(number)]

    def add(self, at: datetime, sort: Sort, people: Sequence[str]) -> None:
        self.steps.append(Step(at=at, sort=sort, people=people))


def at_hour(day: int, hour: float) -> datetime:
    return MONDAY + timedelta(days=day + 2 * (day // 5), hours=hour)


def poisson(mean: float, chance: random.Random) -> int:
    """So many of four hundred who might come: near enough to Poisson for means up to a hundred."""
    return sum(chance.random() < mean / 400 for _ in range(400))


def visit(drawn: Drawing, habits: Habits, *, at: datetime) -> None:
    """Somebody at the desk: looked for, opened, and mostly worked on."""
    chance, [person] = drawn.chance, drawn.people(1)
    if chance.random() < habits.mistyped:
        drawn.add(at, Sort.SEARCHED, [])
    if chance.random() < habits.by_name:
        if chance.random() < habits.broad:
            drawn.add(at, Sort.SEARCHED, [person, *drawn.people(PAGE - 1)])
        others = int(chance.expovariate(1 / habits.lines))
        drawn.add(at, Sort.SEARCHED, [person, *drawn.people(min(others, PAGE - 1))])
    else:
        drawn.add(at, Sort.SEARCHED, [person])
    if chance.random() < 0.7:
        drawn.add(at + timedelta(seconds=10), Sort.CHOSEN, [person])
    if chance.random() < habits.worked:
        drawn.add(at + timedelta(seconds=chance.uniform(60, 600)), Sort.WORK, [person])


def desk(drawn: Drawing, habits: Habits) -> None:
    for _ in range(poisson(habits.visitors, drawn.chance)):
        visit(drawn, habits, at=drawn.moment(8, 15))


def busy_desk(drawn: Drawing, habits: Habits) -> None:
    """Every eighth day a school comes, and the line is three times as long."""
    many = drawn.chance.random() < 1 / 8
    desk(drawn, replace(habits, visitors=habits.visitors * (3 if many else 1)))


def supervisor(drawn: Drawing, habits: Habits) -> None:
    """Decides sixty cases by their own pages, and opens the resident of some."""
    for _ in range(poisson(60, drawn.chance)):
        at, [person] = drawn.moment(8, 16), drawn.people(1)
        drawn.add(at, Sort.OTHER, [person])
        if drawn.chance.random() < 0.3:
            drawn.add(at, Sort.CHOSEN, [person])
        if drawn.chance.random() < 0.9:
            drawn.add(at + timedelta(minutes=1), Sort.WORK, [person])
    desk(drawn, replace(habits, visitors=8, worked=0.2))


def semester(drawn: Drawing, habits: Habits) -> None:
    """The back office: every fifth day lists of a place by name, a page of fifty after the other."""
    desk(drawn, replace(habits, visitors=20))
    if drawn.chance.random() < 1 / 5:
        for _ in range(1 + poisson(1, drawn.chance)):
            drawn.add(drawn.moment(8, 15), Sort.LISTED, drawn.people(PAGE))


def families(drawn: Drawing, habits: Habits) -> None:
    """Enters changes of families: all members are shown, one to three of them change."""
    for _ in range(poisson(25, drawn.chance)):
        at, members = drawn.moment(8, 15), drawn.people(drawn.chance.randint(2, 6))
        drawn.add(at, Sort.SEARCHED, members[:1])
        drawn.add(at + timedelta(seconds=20), Sort.CHOSEN, members)
        if drawn.chance.random() < 0.85:
            drawn.add(at + timedelta(minutes=5), Sort.WORK, members[: drawn.chance.randint(1, 3)])
    desk(drawn, replace(habits, visitors=8))


def head(drawn: Drawing, habits: Habits) -> None:
    desk(drawn, replace(habits, visitors=6, worked=0.1))


Kind = Callable[[Drawing, Habits], None]
HONEST: dict[str, Kind] = {
    "front desk": desk,
    "front desk, school days": busy_desk,
    "supervisor": supervisor,
    "back office, semester report": semester,
    "family changes": families,
    "head": head,
}


@dataclass(frozen=True)
class Copying:
    """How somebody copies, beside an honest day or instead of it.

    most     people he reads a day for himself, drawn once for each insider between `least` and this
    lines    people of an answer, or of a family's page, that he takes at once
    hits     share of his searches that find somebody
    """

    least: int
    most: int
    beside: Kind | None = desk
    hours: tuple[float, float] = (8, 15)
    lines: int = 1
    hits: float = 1
    families: bool = False
    listed: bool = False
    glances: bool = False
    officers: int = 1


INSIDERS: dict[str, Copying] = {
    "fast scraper": Copying(300, 1500, beside=None),
    "by lists of names": Copying(250, 600, listed=True),
    "broad searches": Copying(200, 800, lines=PAGE),
    "family after family": Copying(60, 200, lines=4, families=True),
    "RT by RT, page by page": Copying(80, 300),
    "NIK after NIK": Copying(60, 300, beside=None, hits=0.45),
    "at night": Copying(30, 90, hours=(20, 24)),
    "slow scraper": Copying(25, 60),
    "mixed with real work": Copying(30, 60, beside=busy_desk),
    "two who share it": Copying(25, 60, officers=2),
}
# Told apart, since counting cannot see them.
BELOW: dict[str, Copying] = {
    "ten a day": Copying(10, 10),
    "five a day": Copying(5, 5),
    "well-known people, two a day": Copying(2, 2),
    "lists, two pages a day": Copying(100, 100, listed=True),
    "lines beside real visitors": Copying(60, 60, glances=True),
}


def copy(drawn: Drawing, copying: Copying, *, number: int) -> None:
    """What an insider reads for himself on one day."""
    if copying.glances:
        _glance(drawn, number=number)
        return
    size = PAGE if copying.listed else copying.lines
    for _ in range(-(-number // size)):
        at, people = drawn.moment(*copying.hours), drawn.people(size, prefix=TAKEN)
        if copying.listed:
            drawn.add(at, Sort.LISTED, people)
            continue
        while drawn.chance.random() > copying.hits:
            drawn.add(at, Sort.SEARCHED, [])
        drawn.add(at, Sort.CHOSEN if copying.families or size == 1 else Sort.SEARCHED, people)


def _glance(drawn: Drawing, *, number: int) -> None:
    """Searches for real visitors wider than needed, and keeps the other lines."""
    served = [step for step in drawn.steps if step.sort is Sort.WORK]
    for step in drawn.chance.sample(served, min(len(served), number // 5)):
        drawn.add(step.at, Sort.SEARCHED, [*step.people, *drawn.people(5, prefix=TAKEN)])


@dataclass
class Officer:
    """Somebody whose days are watched: `stops` as they came, `taken` as shown before each look refused."""

    scores: list[int]
    taken: set[str] = field(default_factory=set)
    stops: list[Sign] = field(default_factory=list)

    def live(self, steps: Sequence[Step], *, limits: Limits, goes_on: bool) -> bool:
        """One day, look by look, as services count it; False once stopped, unless a stop is lifted."""
        steps, begun, shown, looked = sorted(steps, key=lambda step: step.at), 0, 0, 0
        for place, step in enumerate(steps):
            shown += len(step.people) if step.sort is not Sort.WORK else 0
            is_look = step.sort not in {Sort.WORK, Sort.OTHER}
            if is_look and (shown - looked >= limits.step or not step.people):
                looked = shown
                today = reading.day_of(steps[begun : place + 1], limits=limits)
                found = reading.find_sign(today, before=self.scores, limits=limits)
                if found is not None:
                    self.stops.append(found.sign)
                    if not goes_on:
                        return False
                    begun, self.scores = place + 1, [min(one, limits.usual_first) for one in self.scores]
            self.taken |= {one for one in step.people if is_look and one.startswith(TAKEN)}
        self.scores.append(reading.day_of(steps[begun:], limits=limits).score)
        return True


def honest_month(kind: str, *, seed: int, habits: Habits = Habits(), limits: Limits = LIMITS) -> list[Sign]:
    """The stops of an honest officer in twenty working days; each is lifted at once."""
    chance, ids = random.Random(f"{kind} {seed}"), count()
    officer = Officer(_history(HONEST[kind], habits, chance=chance, ids=ids, limits=limits))
    for day in range(MONTH):
        drawn = Drawing(day, chance, ids)
        HONEST[kind](drawn, habits)
        officer.live(drawn.steps, limits=limits, goes_on=True)
    return officer.stops


def copied(
    copying: Copying, *, seed: int, habits: Habits = Habits(), limits: Limits = LIMITS, days: int = 3 * MONTH
) -> tuple[int, bool]:
    """How many residents an insider (or two) read until stopped, and whether he was in so many days."""
    chance, ids = random.Random(f"{copying} {seed}"), count()
    officers = [
        Officer(_history(copying.beside or desk, habits, chance=chance, ids=ids, limits=limits))
        for _ in range(copying.officers)
    ]
    number, going = chance.randint(copying.least, copying.most), list(officers)
    for day in range(days):
        for officer in list(going):
            drawn = Drawing(day, chance, ids)
            if copying.beside:
                copying.beside(drawn, habits)
            copy(drawn, copying, number=number)
            if not officer.live(drawn.steps, limits=limits, goes_on=False):
                going.remove(officer)
    return len(set().union(*(officer.taken for officer in officers))), not going


def _history(
    kind: Kind, habits: Habits, *, chance: random.Random, ids: Iterator[int], limits: Limits
) -> list[int]:
    scores = []
    for day in range(-HISTORY, 0):
        drawn = Drawing(day, chance, ids)
        kind(drawn, habits)
        scores.append(reading.day_of(drawn.steps, limits=limits).score)
    return scores
