"""Each person stands at one site: names are split before anything is planned (pure).

Who is named by several sites stands at the first by `rules.PRIORITY`; who is named by none, and is of an age
and a kelurahan of which a stated share goes somewhere, may be drawn there; everybody else is at home. Where a
site is closed its people stand at their next one.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.rules import HOLDS, PRIORITY, Group, Kind


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to record: an opaque key, the kelurahan of the domicile, the age in years, the group.

    away  nobody meets him at home: only where a list or a request names him
    """

    key: str
    village: str
    age: int
    group: Group = Group.OTHER
    away: bool = False


@dataclass(frozen=True)
class Share:
    """That many percent of a kelurahan's people of these ages (both included) are to be met at a site."""

    village: str
    youngest: int
    oldest: int
    percent: int


@dataclass(frozen=True)
class Place:
    """A site as the split sees it.

    village  where it stands; a kelurahan itself is the place of its own people
    named    keys of those whom a list or a request names there
    shares   of those whom no list names
    """

    key: str
    kind: Kind
    village: str
    named: frozenset[str] = frozenset()
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Split:
    """Who stands where: person's key to place's key, in the order they came, and whom nobody reaches."""

    at: Mapping[str, str]
    unreachable: frozenset[str]

    def by_place(self) -> Mapping[str, Sequence[str]]:
        """The people of each place that has any."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for person, place in self.at.items():
            found[place].append(person)
        return found


def split(people: Iterable[Person], *, places: Sequence[Place], closed: Collection[str] = ()) -> Split:
    """Give each person exactly one place, or none where no open one is left.

    people   nobody twice
    closed   keys of places nobody can be visited at

    Closing a place moves its own people and nobody else. Raises RuleBroken("person_counted_twice") where the
    same key comes twice.
    """
    homes = {place.village: place.key for place in places if place.kind is Kind.VILLAGE}
    claims, drawn = _claims(places), _Draw(places)
    at: dict[str, str] = {}
    unreachable: set[str] = set()
    for person in people:
        if person.key in at or person.key in unreachable:
            raise RuleBroken("person_counted_twice")
        chain = claims.get(person.key) or (() if person.away else drawn.of(person))
        home = None if person.away else homes.get(person.village)
        found = _first_open(chain, home=home, closed=closed)
        if found is None:
            unreachable.add(person.key)
        else:
            at[person.key] = found
    return Split(at, frozenset(unreachable))


def check_once(names: Mapping[str, Sequence[str]]) -> None:
    """Whether nobody stands at two places, or twice at one.

    names  people by place, from whatever made them
    Raises RuleBroken("person_counted_twice").
    """
    counted = sum(len(people) for people in names.values())
    if counted != len({person for people in names.values() for person in people}):
        raise RuleBroken("person_counted_twice")


def _claims(places: Sequence[Place]) -> Mapping[str, tuple[Place, ...]]:
    """The places that name each person, the first of PRIORITY first."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=_rank):
        for person in place.named:
            found[person].append(place)
    return {person: tuple(named) for person, named in found.items()}


def _rank(place: Place) -> tuple[int, str]:
    return (PRIORITY.index(place.kind) if place.kind in PRIORITY else len(PRIORITY), place.key)


def _first_open(chain: Sequence[Place], *, home: str | None, closed: Collection[str]) -> str | None:
    for place in chain:
        if place.key not in closed:
            return place.key
        if place.kind in HOLDS:
            return None
    return home if home not in closed else None


class _Draw:
    """Which place the stated shares give somebody: the same one whatever is closed, by a number made of the
    person's key alone."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._ways: defaultdict[str, list[tuple[Share, Place]]] = defaultdict(list)
        for place in sorted(places, key=_rank):
            for share in place.shares:
                self._ways[share.village].append((share, place))
        self._steps: dict[tuple[str, int], tuple[Sequence[float], Sequence[Place]]] = {}

    def of(self, person: Person) -> tuple[Place, ...]:
        if person.village not in self._ways:
            return ()
        at = (person.village, person.age)
        if at not in self._steps:
            self._steps[at] = self._made(*at)
        steps, places = self._steps[at]
        number = bisect_right(steps, _number(person.key))
        return (places[number],) if number < len(places) else ()

    def _made(self, village: str, age: int) -> tuple[Sequence[float], Sequence[Place]]:
        """Ends of each place's stretch between 0 and 1; shares of more than everybody are made smaller."""
        ways = [
            (share, place) for share, place in self._ways[village] if share.youngest <= age <= share.oldest
        ]
        ends = list(accumulate(share.percent for share, _ in ways))
        whole = max(100, ends[-1]) if ends else 100
        return [end / whole for end in ends], [place for _, place in ways]


def _number(key: str) -> float:
    """Between 0 and 1, evenly, and always the same for a key."""
    digest = hashlib.blake2b(key.encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / (1 << 48)
