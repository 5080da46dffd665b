"""Islands and the boats to them, as a problem's file tells of them (pure)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.fields import Fields

DAY_MINUTES = 1_440
MOST_BOATS = 10_000
MOST_NIGHTS = 5  # a team is at home on Sundays
_ID = 2**31


@dataclass(frozen=True)
class Boat:
    """A boat of the timetable, one way.

    out      to the island; else from it
    days     on which it goes, of the problem
    leaves   minute of the day at which it casts off
    minutes  of the crossing
    harbour  minutes between the office and the boat on the mainland's side
    """

    id: int
    out: bool
    days: frozenset[int]
    leaves: int
    minutes: int
    harbour: int = 0

    @property
    def lands(self) -> int:
        """Minute of the day."""
        return self.leaves + self.minutes


@dataclass(frozen=True)
class Island:
    """Sites that only boats reach; one lands at the first of them, and sleeps there."""

    id: int
    sites: tuple[int, ...]
    boats: tuple[Boat, ...]

    def later(self, by: int) -> "Island":
        """The same with days counted from a later one."""
        days = [frozenset(day - by for day in boat.days if day >= by) for boat in self.boats]
        boats = (replace(boat, days=its) for boat, its in zip(self.boats, days, strict=True))
        return replace(self, boats=tuple(boats))


def read_island(row: Fields, *, days: int) -> Island:
    """An island of a file. Raises RuleBroken("plan_field_wrong")."""
    return Island(
        id=row.whole("id", low=0, high=_ID),
        sites=row.wholes("sites", low=0, high=_ID),
        boats=row.each("boats", lambda boat: _boat(boat, days=days), most=MOST_BOATS),
    )


def _boat(row: Fields, *, days: int) -> Boat:
    return Boat(
        id=row.whole("id", low=0, high=_ID),
        out=row.flag("out"),
        days=frozenset(row.wholes("days", low=0, high=days - 1)),
        leaves=row.whole("leaves", low=0, high=DAY_MINUTES - 1),
        minutes=row.whole("minutes", low=1, high=DAY_MINUTES),
        harbour=row.whole("harbour", low=0, high=DAY_MINUTES, default=0),
    )


def written_island(island: Island) -> dict[str, object]:
    """An island as a file has it."""
    boats = [{**vars(boat), "days": sorted(boat.days)} for boat in island.boats]
    return {"id": island.id, "sites": list(island.sites), "boats": boats}


def check_islands(islands: Iterable[Island], *, office_of: Mapping[int, int]) -> None:
    """Whether islands fit the sites: each site on one island only, an island's all of one office.

    office_of  by id of a site
    Raises RuleBroken("plan_field_wrong").
    """
    rows = list(islands)
    _once([island.id for island in rows], why="an id that occurs twice")
    _once([boat.id for island in rows for boat in island.boats], why="a boat's id that occurs twice")
    _once([site for island in rows for site in island.sites], why="a site that occurs twice")
    for island in rows:
        if not island.sites or not set(island.sites) <= office_of.keys():
            raise RuleBroken("plan_field_wrong", field="islands", why="a site that is not listed")
        if len({office_of[site] for site in island.sites}) > 1:
            raise RuleBroken("plan_field_wrong", field="islands", why="sites of two offices")


def _once(ids: Collection[int], *, why: str) -> None:
    if len(set(ids)) != len(ids):
        raise RuleBroken("plan_field_wrong", field="islands", why=why)
