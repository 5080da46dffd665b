"""Making the lists of a round that are due: asked for on its page, done by a worker, one RT a transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from rekam.audit.services import record
from rekam.coverage.queries import missing_people
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.callups.deadlines import deadline_days
from rekam.outreach.callups.drawing import days_of
from rekam.outreach.callups.lists import make_list
from rekam.outreach.callups.models import CallList, CallRound, CallTurn
from rekam.outreach.callups.queries import get_round
from rekam.outreach.callups.rules import For, is_near
from rekam.outreach.plans.rules import AT_WORK, LOST_AFTER, State


@transaction.atomic
def ask_lists(*, call_round: UUID, actor: str, at: datetime) -> CallRound:
    """Ask a worker for the lists that are due by today; the page may be left meanwhile.

    Raises RuleBroken("not_found" | "call_round_over" | "call_lists_at_work").
    """
    row = get_round(call_round, lock=True)
    if row.ended_on is not None:
        raise RuleBroken("call_round_over")
    if row.at_work and row.asked_at is not None and at - row.asked_at < LOST_AFTER:
        raise RuleBroken("call_lists_at_work")
    row.stage, row.to_make, row.made = State.WAITING, 0, 0
    row.asked_by, row.asked_at = actor, at
    row.save(update_fields=["stage", "to_make", "made", "asked_by", "asked_at"])
    record("outreach.calls.lists_asked", actor=actor, at=at, case=str(row.uuid))
    app.configure_task("outreach.call_lists", queue="outreach").defer(call_round=str(row.uuid))
    return row


def make_due(call_round: UUID, *, within: Scope, at: datetime) -> int:
    """The worker's part: the lists that are due, each once; how many there are new.

    within  the office
    What a worker that died had made stays, so that the job may come twice. A round that nobody asked for is
    left alone.
    """
    with scope(within):
        row = get_round(call_round, lock=True)
        if not row.at_work:
            return 0
        steps = _due(row, at=at)
        row.stage, row.to_make, row.made = State.WORKING, len(steps), 0
        row.save(update_fields=["stage", "to_make", "made"])
    made = 0
    for step in steps:
        with scope(within):
            made += len(_make(row, step=step, at=at))
            CallRound.objects.filter(pk=row.pk).update(made=F("made") + 1)
    with scope(within):
        CallRound.objects.filter(pk=row.pk).update(stage=State.READY)
    return made


def give_up(call_round: UUID) -> None:
    """Say that a worker could not make the lists; whoever presses again goes on where it stopped."""
    CallRound.objects.filter(uuid=call_round, stage__in=AT_WORK).update(stage=State.FAILED)


Step = CallTurn | str  # an RT's turn, or the kelurahan of those who are called at once


def _due(row: CallRound, *, at: datetime) -> Sequence[Step]:
    """What is to be made by today, the urgent first: turns whose week has come and lies near no deadline."""
    today, mondays, avoided = office_day(at), days_of(row), deadline_days()
    have = row.lists.filter(recipient__in=(For.RT, For.LURAH))
    there = set(have.values_list("recipient", "area_code", "rw", "rt"))
    steps: list[Step] = []
    if today >= mondays[0]:
        areas = missing_people(area_code=row.area_code, on=today).filter(uuid__in=row.urgent)
        found = sorted(set(areas.values_list("area_code", flat=True)))
        steps += [area for area in found if (For.LURAH, area, "", "") not in there]
    for turn in row.turns.order_by("step", "area_code", "rw", "rt"):
        monday = mondays[turn.step]
        is_new = (For.RT, turn.area_code, turn.rw, turn.rt) not in there
        if monday <= today and is_new and not is_near(monday, deadlines=avoided):
            steps.append(turn)
    return steps


def _make(row: CallRound, *, step: Step, at: datetime) -> Sequence[CallList]:
    listed = partial(make_list, call_round=row, actor=row.asked_by, at=at)
    if isinstance(step, str):
        return listed(recipient=For.LURAH, area_code=step, people=row.urgent)
    return listed(recipient=For.RT, area_code=step.area_code, rw=step.rw, rt=step.rt, people=step.people)
