"""Hours of the day of teams and places, as the planner reckons with them."""

from collections import Counter
from collections.abc import Sequence
from datetime import time

from rekam.outreach.planning.fields import Span
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.teams.models import Team


def minute(at: time) -> int:
    """Of the day."""
    return at.hour * 60 + at.minute


def hours_of(team: Team) -> Span:
    """When a team leaves and is back, on days other than Saturday."""
    return minute(team.leaves), minute(team.back)


def saturday_hours_of(team: Team) -> Span | None:
    """The same on Saturdays, where the office has said so."""
    if team.saturday_leaves is None or team.saturday_back is None:
        return None
    return minute(team.saturday_leaves), minute(team.saturday_back)


def usual_hours(teams: Sequence[Team]) -> Span:
    """Those that most of the teams keep."""
    ((hours, _),) = Counter(hours_of(team) for team in teams).most_common(1)
    return hours


def binding_hours(site: Site, *, teams: Sequence[Team]) -> Span | None:
    """The hours of a place; None where no team is out before it opens or after it closes."""
    spans = [span for team in teams for span in (hours_of(team), saturday_hours_of(team)) if span]
    opens, closes = minute(site.opens), minute(site.closes)
    if opens <= min(begins for begins, _ in spans) and closes >= max(ends for _, ends in spans):
        return None
    return opens, closes
