"""What the bound's prices say of an office: one more team, and the kits that it goes without."""

from collections.abc import Mapping, Sequence
from datetime import date

from rekam.devices.kits.queries import kits
from rekam.outreach.planning.bound import Bound
from rekam.outreach.plans.building import Built
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days


def prices_of(built: Built, *, bound: Bound) -> list[tuple[str, float, float]]:
    """By office, the dearest first: its id, one more team-day, one more team and kit on every day."""
    rows = [
        (key, bound.team_day_price[office], bound.kit_price[office])
        for office, key in _offices(built).items()
    ]
    return sorted(rows, key=lambda row: -row[1])


def dead_kits(built: Built, *, bound: Bound, office: str) -> list[tuple[str, str, int, float]]:
    """Teams that stay at home for want of a kit: team, its kits, days, and what they cost, the dearest first.

    The cost is the days times the price of one, in weighted people: at most so many, since each further
    team-day would bring less.
    """
    names: dict[str, list[str]] = {}
    for kit in kits(within=office):
        names.setdefault(kit.team, []).append(kit.name)
    rows = [
        (team.name, ", ".join(names.get(team.name, ())), days, days * bound.team_day_price[crew.office])
        for crew, team in zip(built.problem.teams, built.teams, strict=True)
        if (days := _days_lost(team, days=built.days, no_kit=built.no_kit))
    ]
    return sorted(rows, key=lambda row: -row[3])


def _offices(built: Built) -> Mapping[int, str]:
    return {
        crew.office: str(team.office.uuid)
        for crew, team in zip(built.problem.teams, built.teams, strict=True)
    }


def _days_lost(team: Team, *, days: Sequence[date], no_kit: Mapping[str, object]) -> int:
    """Days on which a team would go out if it had a kit."""
    without, away = no_kit.get(team.name, ()), absent_days(team, days=days)
    return sum(day in without and number not in away for number, day in enumerate(days))  # type: ignore[operator]
