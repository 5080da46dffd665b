"""The plans of several offices beside one another, as counts: what each reaches, what a team is worth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.kernel.region import AreaCode, Level, area_name
from rekam.outreach.planning.plan import gap_percent
from rekam.outreach.plans import queries
from rekam.outreach.plans.comparing import FLOOR_MISSED, WORTH_A_MOVE, reached
from rekam.outreach.plans.models import Plan
from rekam.outreach.plans.words import more

# Beyond the first few a province would rather ask for plans anew: every move changes the prices.
MOST_MOVES = 5


@dataclass(frozen=True)
class Share:
    """What a plan does for one kabupaten/kota.

    people     expected, of so many not recorded
    worst      the kecamatan of which the least share is reached, and that share
    missed     kecamatan below the floor
    gap        percent that the whole plan may lie below the best possible one
    over       whether the plan's last day is behind us
    """

    code: str
    plan: Plan
    people: float
    of: float
    worst: tuple[str, str]
    missed: int
    gap: float
    over: bool

    @property
    def name(self) -> str:
        return area_name(self.code)


@dataclass(frozen=True)
class Price:
    """What one more team-day, and one more team and kit on every day, would bring where teams begin."""

    code: str
    office: str
    day: float
    kit: float

    @property
    def where(self) -> str:
        return area_name(self.code)

    @property
    def told(self) -> tuple[str, str]:
        """Both as the pages say them."""
        return more(self.day), more(self.kit)


@dataclass(frozen=True)
class Move:
    """A team-day that is worth more at another office, and by how much."""

    giver: Price
    taker: Price

    @property
    def gain(self) -> float:
        return self.taker.day - self.giver.day


def shares(plans: Iterable[Plan], *, today: date) -> Sequence[Share]:
    """Each kabupaten/kota that a plan is about, the one of which the least share is reached first."""
    found = [
        _share(plan, code=code, own=own, today=today)
        for plan in plans
        for code, own in _by_kabupaten(plan).items()
    ]
    return sorted(found, key=lambda one: one.people / one.of)


def _by_kabupaten(plan: Plan) -> Mapping[str, Sequence[tuple[str, float, float]]]:
    found: defaultdict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for code, people, of in plan.shares:
        if of:
            found[kabupaten_of(code)].append((code, people, of))
    return found


def _share(plan: Plan, *, code: str, own: Sequence[tuple[str, float, float]], today: date) -> Share:
    worst = min(own, key=lambda one: one[1] / one[2])
    missed = [rule for rule in plan.broken if rule["code"] == FLOOR_MISSED]
    return Share(
        code=code,
        plan=plan,
        people=sum(people for _, people, _ in own),
        of=sum(of for _, _, of in own),
        worst=(area_name(worst[0]), reached(worst[1] / worst[2])),
        missed=sum(kabupaten_of(rule["kecamatan"]) == code for rule in missed),
        gap=gap_percent(value=plan.value + plan.left_out, upper_bound=plan.upper_bound),
        over=plan.last < today,
    )


def prices(plans: Iterable[Plan]) -> Sequence[Price]:
    """Of all places where teams begin, the dearest team-day first."""
    told = [row for plan in plans for row in plan.prices]
    places = queries.places_of([key for key, _, _ in told])
    found = [
        Price(kabupaten_of(places[key].area_code), places[key].name, day, kit)
        for key, day, kit in told
        if key in places
    ]
    return sorted(found, key=lambda one: -one.day)


def moves(rows: Sequence[Price]) -> Sequence[Move]:
    """Which offices would gain by lending a team for a day: the cheapest to the dearest, and so on.

    rows  the dearest first; each office gives or takes once, as every move changes the prices
    """
    pairs = [Move(rows[-1 - at], rows[at]) for at in range(len(rows) // 2)]
    return [move for move in pairs if move.gain >= WORTH_A_MOVE][:MOST_MOVES]


def kabupaten_of(code: str) -> str:
    """The kabupaten/kota that an area lies in."""
    return AreaCode.parse(code).at(Level.KABUPATEN_KOTA).text
