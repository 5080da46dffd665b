"""Drawing a round: whose week is when, and who does not wait for a lot."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record
from rekam.coverage.overdue.rules import may_end_on
from rekam.coverage.queries import missing_people
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.callups.deadlines import deadline_days
from rekam.outreach.callups.lot import draw
from rekam.outreach.callups.models import CallRound, CallTurn
from rekam.outreach.callups.queries import get_round
from rekam.outreach.callups.rules import call_weeks, is_urgent


@transaction.atomic
def draw_round(
    *,
    area_code: str,
    first: date,
    weeks: int,
    seed: int,
    actor: str,
    at: datetime,
) -> CallRound:
    """Draw the week of each RT of an area in which somebody is not recorded.

    first  the first day on which anybody may be called
    seed   what the lot is drawn from: whoever has it draws the same weeks
    Raises RuleBroken("not_found" | "call_round_weeks" | "call_round_past" | "call_round_runs" |
    "nobody_to_visit").
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    if first < office_day(at):
        raise RuleBroken("call_round_past")
    mondays = call_weeks(first=first, weeks=weeks, deadlines=deadline_days())
    _check_alone(area_code, first=mondays[0])
    people = missing_people(area_code=area_code, on=mondays[0]).filter(blocked_for="")
    urgent, homes = _parted(people, weeks=mondays)
    if not homes:
        raise RuleBroken("nobody_to_visit", area=area_code)
    row = CallRound.objects.create(
        area_code=area_code,
        seed=seed,
        weeks=[day.isoformat() for day in mondays],
        urgent=urgent,
        drawn_by=actor,
        drawn_at=at,
    )
    steps = draw({"/".join(home): home[0] for home in homes}, weeks=weeks, seed=seed)
    CallTurn.objects.bulk_create(
        CallTurn(
            round=row, area_code=home[0], rw=home[1], rt=home[2], step=steps["/".join(home)], people=found
        )
        for home, found in sorted(homes.items())
    )
    record("outreach.calls.drawn", actor=actor, at=at, case=str(row.uuid), rts=len(homes), seed=seed)
    return row


def _check_alone(area_code: str, *, first: date) -> None:
    """Two rounds at once would call people whom the other one counts as waiting."""
    for other in CallRound.objects.filter(ended_on=None):
        inside = f"{other.area_code}.".startswith(f"{area_code}.")
        around = f"{area_code}.".startswith(f"{other.area_code}.")
        if (inside or around) and days_of(other)[-1] >= first:
            raise RuleBroken("call_round_runs")


def _parted(people: Any, *, weeks: Sequence[date]) -> tuple[list[str], dict[tuple[str, str, str], list[str]]]:
    """Who is called at once, and the others by kelurahan, RW and RT."""
    urgent: list[str] = []
    homes: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for uuid, area, rw, rt, born in people.values_list("uuid", "area_code", "rw", "rt", "birth_date"):
        if is_urgent(ends_on=may_end_on(born), weeks=weeks):
            urgent.append(str(uuid))
        else:
            homes[area, rw, rt].append(str(uuid))
    return urgent, dict(homes)


def days_of(row: CallRound) -> Sequence[date]:
    """The Mondays of a round."""
    return [date.fromisoformat(day) for day in row.weeks]


@transaction.atomic
def end_round(*, call_round: UUID, actor: str, at: datetime) -> CallRound:
    """End a round before its last week, so that another can be drawn; who was not called stands in that one.

    Weeks from this one on no longer count for its effect. Raises RuleBroken("not_found" | "call_round_over").
    """
    row = get_round(call_round, lock=True)
    if row.ended_on is not None:
        raise RuleBroken("call_round_over")
    row.ended_on = office_day(at)
    row.save(update_fields=["ended_on"])
    record("outreach.calls.round_ended", actor=actor, at=at, case=str(row.uuid))
    return row
