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
from rekam.outreach.callups.lists import make_list
from rekam.outreach.callups.lot import draw
from rekam.outreach.callups.models import CallList, CallRound, CallTurn
from rekam.outreach.callups.queries import get_round
from rekam.outreach.callups.rules import For, call_weeks, is_urgent
from rekam.registry.voters.queries import typed_in
from rekam.registry.voters.rules import POLLING_DAYS


@transaction.atomic
def draw_round(
    *,
    area_code: str,
    first: date,
    weeks: int,
    seed: int,
    actor: str,
    at: datetime,
    taken_out_on: date | None = None,
) -> CallRound:
    """Draw the week of each RT of an area in which somebody is not recorded.

    first         the first day on which anybody may be called
    seed          what the lot is drawn from: whoever has it draws the same weeks
    taken_out_on  the day on which the centre takes NIKs out of use, where one was told
    Raises RuleBroken("not_found" | "call_round_weeks" | "call_round_past" | "call_round_runs" |
    "nobody_to_visit").
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    if first < office_day(at):
        raise RuleBroken("call_round_past")
    deadlines = {poll.on for poll in POLLING_DAYS} | {row.on for row in typed_in()}
    if taken_out_on is not None:
        deadlines.add(taken_out_on)
    mondays = call_weeks(first=first, weeks=weeks, deadlines=deadlines)
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
    for other in CallRound.objects.all():
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
def make_lists(*, call_round: UUID, actor: str, at: datetime) -> Sequence[CallList]:
    """The lists that are due by today, each once: of the RT whose week has begun, and first of the urgent.

    Whoever was recorded meanwhile stands on none. Raises RuleBroken("not_found").
    """
    row = get_round(call_round, lock=True)
    today, mondays = office_day(at), days_of(row)
    made: list[CallList] = []
    if today >= mondays[0] and not row.lists.filter(recipient=For.LURAH).exists():
        made += _urgent_lists(row, actor=actor, at=at)
    there = set(row.lists.filter(recipient=For.RT).values_list("area_code", "rw", "rt"))
    for turn in row.turns.order_by("step", "area_code", "rw", "rt"):
        if mondays[turn.step] <= today and (turn.area_code, turn.rw, turn.rt) not in there:
            made += make_list(
                recipient=For.RT,
                area_code=turn.area_code,
                rw=turn.rw,
                rt=turn.rt,
                people=turn.people,
                call_round=row,
                actor=actor,
                at=at,
            )
    return made


def _urgent_lists(row: CallRound, *, actor: str, at: datetime) -> list[CallList]:
    areas = missing_people(area_code=row.area_code, on=office_day(at)).filter(uuid__in=row.urgent)
    made: list[CallList] = []
    for area in sorted(set(areas.values_list("area_code", flat=True))):
        made += make_list(
            recipient=For.LURAH, area_code=area, people=row.urgent, call_round=row, actor=actor, at=at
        )
    return made
