"""What stands against the plan that holds: since it was made, teams and places may have fallen out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from rekam.devices.kits.queries import days_without_kit
from rekam.outreach.plans import queries
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.sites.closures import Shut
from rekam.outreach.sites.queries import shut
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days, teams
from rekam.outreach.sites.words import KINDS


class Cause(StrEnum):
    """Why a stop cannot take place as it was planned."""

    TEAM_ENDED = "team_ended"
    AWAY = "away"
    NO_KIT = "no_kit"
    CLOSED = "closed"


@dataclass(frozen=True)
class Hindrance:
    """Stops that fall out for one reason: what it is about, how many, and the people they were to bring."""

    cause: Cause
    what: str
    stops: int
    people: float

    @property
    def words(self) -> str:
        """Such as: Tim Kasemen tanpa alat yang berfungsi."""
        return {
            Cause.TEAM_ENDED: _("%(what)s sudah tidak ada"),
            Cause.AWAY: _("%(what)s tidak bertugas"),
            Cause.NO_KIT: _("%(what)s tanpa alat yang berfungsi"),
            Cause.CLOSED: _("tutup: %(what)s"),
        }[self.cause] % {"what": self.what}


def hindrances(plan: Plan, *, today: date) -> Sequence[Hindrance]:
    """By cause what stands against the stops that are still ahead, most people first."""
    ahead = [stop for stop in queries.stops_of(plan) if stop.day > today]
    look = _Look(plan, stops=ahead, today=today)
    together: dict[tuple[Cause, str], list[PlanStop]] = {}
    for stop in ahead:
        if found := look.at(stop):
            together.setdefault(found, []).append(stop)
    told = [
        Hindrance(cause, what, len(stops), sum(stop.people for stop in stops))
        for (cause, what), stops in together.items()
    ]
    return sorted(told, key=lambda one: -one.people)


class _Look:
    """What is known today of the teams, kits and places of some stops."""

    def __init__(self, plan: Plan, *, stops: Sequence[PlanStop], today: date) -> None:
        self._days = sorted({stop.day for stop in stops})
        self._number = {day: at for at, day in enumerate(self._days)}
        self._teams: Mapping[int, Team] = {team.pk: team for team in teams(on=today)}
        self._away = {key: absent_days(team, days=self._days) for key, team in self._teams.items()}
        self._no_kit = days_without_kit(office=plan.area_code, days=self._days, today=today)
        self._shut: Sequence[Shut] = shut(since=today)

    def at(self, stop: PlanStop) -> tuple[Cause, str] | None:
        """The first cause against a stop, and what it is about."""
        if stop.team_id not in self._teams:
            return Cause.TEAM_ENDED, stop.team.name
        if self._number[stop.day] in self._away[stop.team_id]:
            return Cause.AWAY, stop.team.name
        if stop.day in self._no_kit.get(stop.team.name, ()):
            return Cause.NO_KIT, stop.team.name
        site = stop.site
        if any(one.holds(area_code=site.area_code, kind=site.kind, on=stop.day) for one in self._shut):
            return Cause.CLOSED, str(KINDS[Kind(site.kind)])
        return None
