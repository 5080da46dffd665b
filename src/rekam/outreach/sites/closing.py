"""What closing a kind of place does: who moves where, whom nobody reaches, which visits are called off."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from rekam.kernel.installation import office_day
from rekam.outreach.services import call_off
from rekam.outreach.sites.calendar import calendar
from rekam.outreach.sites.closures import SUNDAY, Shut
from rekam.outreach.sites.models import Closure, Site
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.queries import closures, get_closure, visits_in


@dataclass(frozen=True)
class Moved:
    """People who stand at another site meanwhile; to None: nobody reaches them."""

    origin: Site
    to: Site | None
    people: int


@dataclass(frozen=True)
class Effect:
    """A closure's days of work still ahead, and what becomes of its people in them."""

    days: int
    moved: Sequence[Moved]

    @property
    def people(self) -> int:
        """All who stand elsewhere meanwhile, or nowhere."""
        return sum(one.people for one in self.moved)

    @property
    def unreachable(self) -> int:
        """Of them, whom nobody reaches."""
        return sum(one.people for one in self.moved if one.to is None)


def effect(closure: Closure, *, today: date) -> Effect:
    """Who moves because of a closure, most people first; its cost in people recorded is the plan's to tell.

    Compared are its days of work from today on, with it and without it; the other closures hold in both.
    """
    days = _days(closure, today=today)
    if not days:
        return Effect(0, ())
    standing = stand(on=days[0])
    others = [_shut(one) for one in closures(since=days[0]) if one.pk != closure.pk]
    before = standing.without(calendar(standing.sites, days=days, known=others).closed)
    after = standing.without(calendar(standing.sites, days=days, known=[*others, _shut(closure)]).closed)
    moves = Counter(
        (place, after.split.at.get(person))
        for person, place in before.split.at.items()
        if after.split.at.get(person) != place
    )
    return Effect(
        len(days),
        [
            Moved(standing.sites[origin], standing.sites[to] if to else None, people)
            for (origin, to), people in moves.most_common()
        ],
    )


@transaction.atomic
def call_off_closed(*, closure: UUID, why: str, actor: str, at: datetime) -> int:
    """Call off the visits that stand in a closure; how many.

    Raises RuleBroken("not_found" | "why_missing").
    """
    rows = list(visits_in(get_closure(closure), since=office_day(at)))
    for visit in rows:
        call_off(visit=visit.uuid, why=why, actor=actor, at=at)
    return len(rows)


def _shut(row: Closure) -> Shut:
    return Shut(row.area_code, row.kind, row.first, row.last)


def _days(closure: Closure, *, today: date) -> Sequence[date]:
    first = max(closure.first, today)
    days = [first + timedelta(days=ahead) for ahead in range((closure.last - first).days + 1)]
    return [day for day in days if day.weekday() != SUNDAY]
