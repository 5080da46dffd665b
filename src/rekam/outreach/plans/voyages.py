"""Expeditions of a plan as its stops keep them, and as the planner reckons with them."""

from datetime import date, time

from rekam.outreach.planning.islands import Boat
from rekam.outreach.planning.plan import Expedition
from rekam.outreach.plans.building import Built
from rekam.outreach.plans.rules import Voyage

NO_BOAT = -1


def by_boat(built: Built, *, away: Expedition | None) -> dict[str, date | time]:
    """The days of an expedition and its boats, as a stop keeps them; nothing where there is none."""
    if away is None:
        return {}
    boats = {boat.id: boat.leaves for island in built.problem.islands for boat in island.boats}
    return {
        "away_from": built.days[away.first],
        "away_until": built.days[away.last],
        "boat_out": time(*divmod(boats[away.out], 60)),
        "boat_back": time(*divmod(boats[away.back], 60)),
    }


def expedition_of(built: Built, voyage: Voyage, *, site: int) -> Expedition | None:
    """The expedition of a stop of an older plan, in the numbers of a problem; None where its days are not all
    in it. A boat that does not go at that hour any more has no number: the team will miss it.

    site    the stop's, by its number in the problem
    """
    island = next((one for one in built.problem.islands if site in one.sites), None)
    if island is None or voyage.first not in built.days or voyage.last not in built.days:
        return None
    first, last = built.days.index(voyage.first), built.days.index(voyage.last)

    def boat(*, out: bool, at: time, day: int) -> int:
        return next((one.id for one in island.boats if _is(one, out=out, at=at, day=day)), NO_BOAT)

    return Expedition(
        island=island.id,
        first=first,
        last=last,
        out=boat(out=True, at=voyage.out, day=first),
        back=boat(out=False, at=voyage.back, day=last),
    )


def _is(boat: Boat, *, out: bool, at: time, day: int) -> bool:
    return boat.out == out and day in boat.days and boat.leaves == at.hour * 60 + at.minute
