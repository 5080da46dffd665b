"""Reads of rounds, lists, answers and cases; what became of whom; who comes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups.deadlines import deadline_days
from rekam.outreach.callups.effect import Effect, find_effect
from rekam.outreach.callups.models import CallAnswer, CallCase, Called, CallList, CallRound
from rekam.outreach.callups.rules import CaseState, For, Outcome, is_near
from rekam.outreach.models import Site
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.queries import waiting_of
from rekam.registry.queries import residents, residents_by_id

CASE_KINDS = {
    Outcome.SAID_DEAD: frozenset({Kind.DEATH}),
    Outcome.SAID_MOVED: frozenset({Kind.MOVE_OUT, Kind.MOVE_WITHIN}),
}


def get_round(call_round: UUID, *, lock: bool = False) -> CallRound:
    """The round of the scope with that id. Raises RuleBroken("not_found")."""
    rows = CallRound.objects.select_for_update() if lock else CallRound.objects.all()
    found = rows.filter(uuid=call_round).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def get_list(call_list: UUID) -> CallList:
    """The list of the scope with that id, but no household's. Raises RuleBroken("not_found")."""
    found = CallList.objects.exclude(recipient=For.HOUSEHOLD).filter(uuid=call_list).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def find_newest_of(school: Site) -> CallList | None:
    """The newest list of a school in the scope."""
    rows = CallList.objects.filter(site=school, recipient=For.SCHOOL).select_related("site")
    return rows.order_by("-made_at", "-pk").first()


def get_case(case: UUID, *, lock: bool = False) -> CallCase:
    """The case of the scope with that id. Raises RuleBroken("not_found")."""
    rows = CallCase.objects.select_for_update(of=("self",)) if lock else CallCase.objects.all()
    found = rows.select_related("answer").filter(uuid=case).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def lists() -> QuerySet[CallList]:
    """The scope's lists but those of households, the newest first, with how many are on them."""
    rows = CallList.objects.exclude(recipient=For.HOUSEHOLD).select_related("site")
    return rows.annotate(on_it=Count("people")).order_by("-made_at", "-pk")


def rounds() -> Sequence[CallRound]:
    """The scope's rounds, the newest first."""
    return list(CallRound.objects.order_by("-drawn_at", "-pk")[:20])


def answered(call_lists: Sequence[CallList]) -> Mapping[int, int]:
    """By list, how many people of it have an answer, by whatever list it came."""
    rows = Called.objects.filter(call_list__in=call_lists)
    with_one = CallAnswer.objects.filter(resident__in=rows.values("resident")).values("resident")
    return dict(
        rows.filter(resident__in=with_one).values_list("call_list").annotate(n=Count("pk")).order_by()
    )


def open_cases() -> QuerySet[CallCase]:
    """The scope's open cases, the oldest first."""
    return CallCase.objects.filter(state=CaseState.OPEN).select_related("answer").order_by("opened_at", "pk")


def find_entry(case: CallCase) -> UUID | None:
    """An entry of the registry about the person that fits what was said, and waits for its second person."""
    kinds = CASE_KINDS[Outcome(case.answer.outcome)]
    return next((entry.uuid for entry in waiting_of(case.resident) if entry.kind in kinds), None)


def people_of_cases(cases: Sequence[CallCase]) -> Mapping[UUID, Any]:
    """Who these cases are about, as far as the scope sees."""
    return {one.uuid: one for one in residents_by_id([case.resident for case in cases])}


def people_of(call_list: CallList) -> QuerySet[Called]:
    """Who is on a list, by line."""
    return call_list.people.order_by("number")


def births_of(call_list: CallList) -> tuple[date, ...]:
    """When those of a list were born, for the rule on children. Call it in the office's scope."""
    found = residents_by_id(list(call_list.people.values_list("resident", flat=True)))
    return tuple(one.birth_date for one in found)


def expected(*, since: date, until: date) -> Mapping[date, int]:
    """How many of the scope said that they will come, by day."""
    newest = CallAnswer.objects.order_by("resident", "-at", "-pk").distinct("resident").values("pk")
    rows = CallAnswer.objects.filter(pk__in=newest, outcome=Outcome.WILL_COME, on__range=(since, until))
    return Counter(on for on in rows.values_list("on", flat=True) if on)


def outcomes(call_round: CallRound) -> Mapping[Outcome, int]:
    """What was answered to a round's lists, person by person, the newest answer each."""
    people = Called.objects.filter(call_list__round=call_round).values("resident")
    newest = CallAnswer.objects.filter(resident__in=people).order_by("resident", "-at", "-pk")
    found = Counter(newest.distinct("resident").values_list("outcome", flat=True))
    return {outcome: found[outcome] for outcome in Outcome if found[outcome]}


@dataclass(frozen=True)
class Week:
    """One week of a round: how many RT and people it calls, and how many of them were recorded since."""

    monday: date
    rts: int
    people: int
    recorded: int


def weeks_of(call_round: CallRound) -> Sequence[Week]:
    """The weeks of a round with their RT, people and recorded."""
    turns = list(call_round.turns.all())
    when = _recorded_on([one for turn in turns for one in turn.people])
    found = []
    for step, day in enumerate(call_round.weeks):
        own = [turn for turn in turns if turn.step == step]
        people = [one for turn in own for one in turn.people]
        monday = date.fromisoformat(day)
        recorded = sum(1 for one in people if one in when and when[one] >= monday)
        found.append(Week(monday, len(own), len(people), recorded))
    return found


def avoided_weeks(call_round: CallRound, *, today: date) -> Sequence[date]:
    """Weeks of a round to come near a day that was announced after the drawing: they call nobody."""
    known = deadline_days()
    mondays = [date.fromisoformat(day) for day in call_round.weeks]
    return [day for day in mondays if day + timedelta(days=6) >= today and is_near(day, deadlines=known)]


def effect_of(call_round: CallRound, *, on: date) -> Effect | None:
    """What the round's calls brought until a day, by its lot; None before anything can be compared."""
    mondays = [date.fromisoformat(day) for day in call_round.weeks]
    until = min(on, call_round.ended_on or on)
    over = [day for day in mondays if day + timedelta(days=7) <= until]
    turns = list(call_round.turns.order_by("area_code", "rw", "rt"))
    if not over or not turns:
        return None
    when = _recorded_on([one for turn in turns for one in turn.people])
    table = np.zeros((len(turns), len(over)), dtype=np.int64)
    for row, turn in enumerate(turns):
        for one in turn.people:
            day = when.get(one)
            for column, monday in enumerate(over):
                if day is not None and monday <= day < monday + timedelta(days=7):
                    table[row, column] += 1
    return find_effect(
        table,
        people=[len(turn.people) for turn in turns],
        steps=[turn.step for turn in turns],
        strata=[turn.area_code for turn in turns],
        weeks=len(mondays),
        seed=call_round.seed,
    )


def _recorded_on(ids: Sequence[str]) -> Mapping[str, date]:
    from django.conf import settings

    rows = residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid__in=ids, recorded_on__isnull=False)
    return {str(uuid): on for uuid, on in rows.values_list("uuid", "recorded_on") if on}
