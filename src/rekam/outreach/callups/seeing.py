"""Whom a list shows, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from rekam.kernel.installation import office_day
from rekam.messages.addressee import is_child
from rekam.outreach.callups.answering import newest_answers
from rekam.outreach.callups.models import CallAnswer, CallCase, Called
from rekam.outreach.callups.rules import Outcome, another_day
from rekam.outreach.models import HomeVisit, Visit
from rekam.outreach.queries import held
from rekam.registry.queries import residents


@dataclass(frozen=True)
class Person:
    """Somebody on a list, as its recipient sees them: no NIK, no family card, no birthday.

    called    the row
    became    words.BECAME: what came of it
    on        the day of it
    place     where, if it is a day to come to
    is_child  under 18: whoever has the list speaks to a parent
    """

    called: Called
    name: str
    born: int
    rt: str
    rw: str
    answer: CallAnswer | None
    became: str
    on: date | None
    place: str
    is_child: bool


@dataclass(frozen=True)
class _Followed:
    """What followed from the answers of some people."""

    visits: Mapping[UUID | None, HomeVisit]
    cases: Mapping[int, CallCase]
    other_days: Mapping[UUID, Visit]


def shown(rows: Sequence[Called], *, today: date) -> Sequence[Person]:
    """These lines with name, year of birth, RT/RW and what became of them. Call it in the office's scope.

    Whoever moved to another office is left out.
    """
    ids = [row.resident for row in rows]
    known = {one.uuid: one for one in residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid__in=ids)}
    answers = newest_answers(ids)
    followed = _Followed(
        visits={one.resident: one for one in HomeVisit.objects.filter(resident__in=ids).order_by("pk")},
        cases={one.answer_id: one for one in CallCase.objects.filter(resident__in=ids)},
        other_days=_other_days(rows, known=known, answers=answers, today=today),
    )
    return [
        _person(row, known[row.resident], answer=answers.get(row.resident), followed=followed, today=today)
        for row in rows
        if row.resident in known
    ]


def _person(row: Called, who: Any, *, answer: CallAnswer | None, followed: _Followed, today: date) -> Person:
    became, on, place = _became(who, answer=answer, followed=followed)
    return Person(
        called=row,
        name=who.full_name,
        born=who.birth_date.year,
        rt=who.rt,
        rw=who.rw,
        answer=answer,
        became=became,
        on=on,
        place=place,
        is_child=is_child(born=who.birth_date, on=today),
    )


def _became(who: Any, *, answer: CallAnswer | None, followed: _Followed) -> tuple[str, date | None, str]:
    if who.recorded_on is not None:
        return "recorded", who.recorded_on, ""
    if answer is None:
        return "waiting", None, ""
    visit = followed.visits.get(answer.resident) if answer.outcome == Outcome.ILL else None
    if visit is not None:
        return f"visit_{visit.state}", visit.planned_on, ""
    case = followed.cases.get(answer.pk)
    if case is not None:
        return f"case_{case.state}", None, ""
    other = followed.other_days.get(answer.resident)
    return ("other_day", other.on, other.place) if other else ("answered", None, "")


def _other_days(
    rows: Sequence[Called], *, known: Mapping[UUID, Any], answers: Mapping[UUID, CallAnswer], today: date
) -> Mapping[UUID, Visit]:
    """For who works on the day of the next visit: another visit to the own kelurahan or school, if one is
    planned.
    """
    working = {who for who, one in answers.items() if one.outcome == Outcome.WORKS and who in known}
    if not working:
        return {}
    school = rows[0].call_list.site_id if rows else None
    asked_on = {who: office_day(answers[who].at) for who in working}
    here = Q(site=school) if school else Q(area_code__in={known[who].area_code for who in working})
    coming = list(held().filter(here, on__gt=min(asked_on.values())).order_by("-on", "-pk"))
    found = {}
    for who in working:
        near = [one for one in coming if school or one.area_code == known[who].area_code]
        own = {one.on: one for one in near if one.on > asked_on[who]}
        day = another_day(sorted(own))
        if day is not None and day >= today:
            found[who] = own[day]
    return found
