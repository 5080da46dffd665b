"""What is done with a part: taken in, moved, lent, reported, repaired. Each act is a row of its history."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.devices.kits import rules
from rekam.devices.kits.models import FaultReport, Kit, Part, PartEvent
from rekam.devices.kits.rules import BROKEN, Act, PartKind, State
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import get_area


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an officer writes beside an act.

    today   the office's today: no act is of a day to come
    by      who repaired, fetched or carried it; cost in rupiah
    """

    on: date
    today: date
    actor: str
    at: datetime
    by: str = ""
    cost: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPart:
    """What a part says of itself, and of its purchase as far as that is known."""

    kind: PartKind
    make: str
    model: str
    serial: str
    bought_on: date | None = None
    budget: str = ""


@transaction.atomic
def register_part(new: NewPart, *, kit: UUID | None, area_code: str, said: Said) -> Part:
    """Take a part into the inventory: into a kit, or on the shelf of a place.

    Raises RuleBroken("not_found" | "part_known" | "part_day_wrong").
    """
    rules.check_day(said.on, last=date.min, today=said.today)
    goal = _goal(kit)
    place = goal.area_code if goal else area_code
    if not current_scope().contains(place):
        raise RuleBroken("not_found")
    words = {name: getattr(new, name).strip() for name in ("make", "model", "serial", "budget")}
    part = Part(kind=new.kind, bought_on=new.bought_on, **words)
    part.area_code, part.kit, part.home = place, goal, goal
    part.state_on = part.last_on = said.on
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("part_known", serial=part.serial) from error
    return _write(part, act=Act.REGISTERED, said=said)


@transaction.atomic
def put_part(*, part: UUID, kit: UUID | None, said: Said) -> Part:
    """Give a part to a kit for good, or take it on the shelf (None).

    Raises RuleBroken("not_found" | "part_act_not_allowed" | "part_day_wrong" | "part_is_away").
    """
    found = _locked(part, said=said)
    if found.due_on is not None:
        raise RuleBroken("part_is_away")
    found.kit = found.home = _goal(kit)
    return _write(found, act=Act.PUT, said=said)


@transaction.atomic
def borrow_part(*, part: UUID, kit: UUID | None, office: str, due_on: date, said: Said) -> Part:
    """Lend a part until a day: to a kit of the scope, or to another office (its area code).

    Raises RuleBroken("not_found" | "part_act_not_allowed" | "part_day_wrong" | "part_is_away" |
    "loan_day_wrong" | "loan_goal_wrong" | "area_unknown" | "area_code_malformed").
    """
    found, goal = _locked(part, said=said), _goal(kit)
    rules.check_due(due_on, on=said.on)
    if found.due_on is not None:
        raise RuleBroken("part_is_away")
    if (goal is None) is not bool(office) or (goal is not None and goal == found.kit):
        raise RuleBroken("loan_goal_wrong")
    if office and current_scope().contains(get_area(office).code.text):
        raise RuleBroken("loan_goal_wrong")
    before = found.kit
    found.kit, found.lent_to, found.due_on = goal, office, due_on
    return _write(found, act=Act.BORROWED, said=said, was_in=before)


@transaction.atomic
def return_part(*, part: UUID, said: Said) -> Part:
    """A borrowed part is back where it belongs. Raises RuleBroken("not_found" | "part_not_borrowed" |
    "part_act_not_allowed" | "part_day_wrong")."""
    found = _locked(part, said=said)
    if found.due_on is None:
        raise RuleBroken("part_not_borrowed")
    before = found.kit
    found.kit, found.lent_to, found.due_on = found.home, "", None
    return _write(found, act=Act.RETURNED, said=said, was_in=before)


@transaction.atomic
def report_fault(*, part: UUID, said: Said) -> Part:
    """A part does not work. On one that is broken already, the report is only written down.

    Raises RuleBroken("not_found" | "part_act_not_allowed" | "part_day_wrong").
    """
    return _report(_locked(part, said=said), said=said)


@transaction.atomic
def step_part(*, part: UUID, act: Act, said: Said) -> Part:
    """Write down a step of a repair, one of rules.STEPS.

    Raises RuleBroken("not_found" | "part_act_not_allowed" | "part_day_wrong").
    """
    if act not in rules.STEPS:
        raise RuleBroken("part_act_not_allowed", act=act)
    return _write(_locked(part, said=said), act=act, said=said)


def attach_reports(kit: Kit, *, actor: str, at: datetime) -> None:
    """Give a kit the faults that its station reported while nobody knew whose laptop that was."""
    if not kit.station:
        return
    for report in FaultReport.objects.filter(station=kit.station, part=None, closed_by="").order_by("at"):
        attach_report(report, kit=kit, actor=actor, at=at)


def attach_report(report: FaultReport, *, kit: Kit, actor: str, at: datetime) -> None:
    """Write a station's fault to the part of that kind in the kit; it stays open where there is none."""
    inside = Part.objects.select_for_update().filter(kit=kit, kind=report.kind)
    parts = sorted(
        inside.exclude(state=State.WRITTEN_OFF), key=lambda part: (part.state != State.READY, part.pk)
    )
    if not parts:
        return
    part = parts[0]
    on = max(report.on, part.last_on)
    _report(part, said=Said(on=on, today=max(on, report.on), actor=actor, at=at))
    report.part = part
    report.save(update_fields=["part"])


@transaction.atomic
def close_report(*, report: UUID, actor: str, at: datetime) -> None:
    """Put a station's fault aside that belongs to no part. Raises RuleBroken("not_found")."""
    row = FaultReport.objects.select_for_update().filter(uuid=report, part=None, closed_by="").first()
    if row is None:
        raise RuleBroken("not_found")
    row.closed_by = actor
    row.save(update_fields=["closed_by"])
    record("devices.fault.closed", actor=actor, at=at, case=str(report))


def _report(part: Part, *, said: Said) -> Part:
    is_new = part.state == State.READY
    return _write(part, act=Act.REPORTED if is_new else Act.REPORTED_AGAIN, said=said)


def _locked(part: UUID, *, said: Said) -> Part:
    """The part, ours to change and not only shown to us."""
    found = Part.objects.select_for_update(of=("self",)).filter(uuid=part).first()
    if found is None or not current_scope().contains(found.area_code):
        raise RuleBroken("not_found")
    rules.check_day(said.on, last=found.last_on, today=said.today)
    return found


def _goal(kit: UUID | None) -> Kit | None:
    if kit is None:
        return None
    found = Kit.objects.filter(uuid=kit, retired_on=None).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def _write(part: Part, *, act: Act, said: Said, was_in: Kit | None = None) -> Part:
    """Add the act to the history, and bring the part's own columns up to date with it."""
    old = State(part.state)
    new = old if act is Act.REGISTERED else rules.after(old, act=act)
    if new is not old:
        part.state, part.state_on = new, said.on
        part.broken_on = (part.broken_on or said.on) if new in BROKEN else None
    part.area_code = part.kit.area_code if part.kit else part.area_code
    part.last_on, part.acts = said.on, part.acts + 1
    part.save()
    PartEvent.objects.create(
        part=part,
        number=part.acts,
        area_code=part.area_code,
        act=act,
        on=said.on,
        kit=was_in or part.kit,
        by=said.by.strip(),
        cost=said.cost,
        due_on=part.due_on if act is Act.BORROWED else None,
        note=said.note.strip(),
        actor=said.actor,
        at=said.at,
    )
    record(
        f"devices.part.{act.value}",
        actor=said.actor,
        at=said.at,
        purpose=Purpose.SUPERVISION,
        case=str(part.uuid),
        kind=part.kind,
    )
    return part
