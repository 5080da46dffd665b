"""Taking an answer, and what follows: a reason, a visit at home, a case; never a change of the register."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.coverage.counters.services import note_reason
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.callups.codes import office_scope
from rekam.outreach.callups.models import CallAnswer, CallCase, Called, CallList
from rekam.outreach.callups.rules import OPENS_CASE, REASON_OF, Outcome, Source, Told, check_told
from rekam.outreach.sites.homes.rules import Asker, Reason
from rekam.outreach.sites.homes.services import ask_home_visit
from rekam.registry.queries import get_resident

NO_NEW_VISIT = {"home_visit_open", "home_visit_recorded", "place_missing"}


@transaction.atomic
def answer(
    call_list: CallList, *, told: Mapping[int, Told], source: Source, actor: str, at: datetime
) -> Sequence[CallAnswer]:
    """Keep answers by the line of a list; the same answer as before is none.

    The list was opened by its code, or lies in the officer's scope; whom it names may live elsewhere in the
    office, so what follows is written in the office's scope.
    Raises RuleBroken("not_found" | "call_day_missing" | "call_day_wrong" | "call_place_missing").
    """
    with scope(office_scope()):
        lines = {one.number: one for one in call_list.people.select_for_update().filter(number__in=told)}
        if set(told) - set(lines):
            raise RuleBroken("not_found")
        last = newest_answers(one.resident for one in lines.values())
        kept = []
        for number, one in sorted(told.items()):
            check_told(one, today=office_day(at))
            before = last.get(lines[number].resident)
            if before is None or (before.outcome, before.on, before.place) != (
                one.outcome,
                one.on,
                one.place,
            ):
                kept.append(_keep(lines[number], told=one, source=source, actor=actor, at=at))
        return kept


def newest_answers(residents: Any) -> dict[UUID, CallAnswer]:
    """The newest answer of each of these residents, whatever list it came by, as far as the scope sees."""
    rows = CallAnswer.objects.filter(resident__in=list(residents))
    newest = rows.order_by("resident", "-at", "-pk").distinct("resident")
    return {row.resident: row for row in newest}


def _keep(called: Called, *, told: Told, source: Source, actor: str, at: datetime) -> CallAnswer:
    person = get_resident(called.resident)
    row = CallAnswer.objects.create(
        called=called,
        area_code=called.area_code,
        resident=called.resident,
        outcome=told.outcome,
        on=told.on,
        place=told.place.strip(),
        source=source,
        actor=actor,
        at=at,
    )
    record(
        "outreach.calls.answered",
        actor=actor,
        at=at,
        subjects=[str(called.resident)],
        purpose=Purpose.OUTREACH,
        case=str(called.call_list.uuid),
        outcome=told.outcome,
    )
    reason = REASON_OF.get(told.outcome)
    if reason is not None:
        note_reason(
            resident=called.resident,
            reason=reason,
            evidence_on=office_day(at),
            back_on=told.on + timedelta(days=1) if told.on else None,  # the day is the last one away
            actor=actor,
            at=at,
        )
    if told.outcome is Outcome.ILL:
        _ask_visit(person, actor=actor, at=at)
    if told.outcome in OPENS_CASE:
        _open_case(row, area_code=person.area_code, at=at)
    return row


def _ask_visit(person: Any, *, actor: str, at: datetime) -> None:
    """A request for a recording at home; none where one is open, or the register has no address to go to."""
    try:
        with transaction.atomic():
            ask_home_visit(
                area_code=person.area_code,
                reason=Reason.ILL,
                asker=Asker.VILLAGE,
                full_name=person.full_name,
                place=f"{person.address}, RT {person.rt}/RW {person.rw}",
                asked_on=office_day(at),
                nik=person.nik,
                actor=actor,
                at=at,
            )
    except RuleBroken as broken:
        if broken.code not in NO_NEW_VISIT:
            raise


def _open_case(row: CallAnswer, *, area_code: str, at: datetime) -> None:
    """One open case a person: what others say of the same stands beside it as their answer."""
    try:
        with transaction.atomic():
            CallCase.objects.create(area_code=area_code, answer=row, resident=row.resident, opened_at=at)
    except IntegrityError:
        return
