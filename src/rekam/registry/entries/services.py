"""Entries: proposed by one, decided by another. Each is one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.entries import areas, papers
from rekam.registry.entries.carrying_out import carry_out
from rekam.registry.entries.effects import EFFECTS, Kind
from rekam.registry.entries.facts import Area, Facts, parse, unparse
from rekam.registry.entries.models import Entry
from rekam.registry.entries.planning import Plan
from rekam.registry.entries.plans import make_plan, warnings_of
from rekam.registry.entries.rules import Risk, State, check_four_eyes, check_waiting, risk
from rekam.registry.entries.scenes import expected, load_scene, resolved
from rekam.registry.services import refuse_what_siak_owns

REASON_LETTERS = 10
KEPT = ("document", "skpwni", "destination", "origin")  # what an event keeps of its paper

EMPTY: Mapping[str, object] = {"facts": {}, "before": {}, "warnings": [], "papers": [], "why": ""}


@transaction.atomic
def propose(
    *,
    kind: Kind,
    resident: uuid.UUID | None,
    facts: Mapping[str, object],
    office_area: str,
    uploads: Sequence[bytes] = (),
    actor: str,
    at: datetime,
) -> Entry:
    """Enter what happened; it waits for somebody else, and nothing in the register changes yet.

    resident   whom it happened to; None where he is not in the register yet, and for a change of areas
    facts      as entries.facts has them for this kind
    uploads    the papers as they came; JPEG, PNG or PDF
    Warnings are kept with the entry and refuse nothing.
    Raises RuleBroken with the code of the rule that stands against it: "siak_owns_this",
    "entry_facts_invalid", "entry_beyond_scope", those of plans.make_plan and papers.keep.
    """
    refuse_what_siak_owns()
    if not EFFECTS[kind].entered:
        raise RuleBroken("entry_kind_unknown", kind=str(kind))
    told = parse(kind, dict(facts) | _newcomer(kind, facts))
    plan, before, area_code = _planned(kind, resident=resident, facts=told, today=office_day(at))
    warnings = _warnings(plan, kind=kind, facts=told, resident=resident)
    columns = plan.steps[0].columns if plan.steps else ()
    entry = Entry.objects.create(
        kind=kind,
        area_code=area_code,
        office_area=office_area,
        resident=resident,
        facts=unparse(told),
        before=before,
        warnings=warnings,
        risk=risk(kind=kind, columns=columns),
        papers=[vars(paper) for paper in papers.keep(uploads)],
        entered_by=actor,
        entered_at=at,
    )
    _tell("proposed", entry, plan=plan, actor=actor, at=at, purpose=Purpose.SERVICE)
    return entry


@transaction.atomic
def approve(*, entry: uuid.UUID, actor: str, at: datetime, why: str = "") -> Entry:
    """Carry out what somebody else entered: rows, cards, events and audit, or nothing at all.

    why   what the second person looked at; needed where the risk is high (10 letters)
    Raises RuleBroken("not_found" | "entry_decided" | "four_eyes" | "entry_reason_missing" |
    "entry_stale" | "entry_beyond_scope" | "siak_owns_this") and those of plans.make_plan.
    """
    refuse_what_siak_owns()
    row = _held(entry)
    check_four_eyes(entered_by=row.entered_by, decided_by=actor)
    if row.risk == Risk.HIGH:
        _check_reason(why)
    kind, today = Kind(row.kind), office_day(at)
    facts = parse(kind, row.facts)
    plan, before, _ = _planned(kind, resident=row.resident, facts=facts, today=today, locked=True)
    if before != row.before:
        raise RuleBroken("entry_stale")
    kept = {"entered_by": row.entered_by} | {name: getattr(facts, name, None) for name in KEPT}
    kept = {name: value for name, value in kept.items() if value}
    touched = carry_out(plan, on=facts.on, today=today, facts=kept, actor=actor, at=at, entry=row.uuid)
    if isinstance(facts, Area):
        areas.remember(facts, entry=row.uuid)
    if row.resident is None and len(touched) == 1:
        row.resident = touched[0]
    _decide(row, state=State.APPROVED, why=why, actor=actor, at=at)
    _tell("approved", row, plan=plan, actor=actor, at=at, purpose=Purpose.VERIFICATION)
    return row


@transaction.atomic
def refuse(*, entry: uuid.UUID, why: str, actor: str, at: datetime) -> Entry:
    """Refuse what somebody else entered, with a reason that the office keeps.

    Raises RuleBroken("not_found" | "entry_decided" | "four_eyes" | "entry_reason_missing").
    """
    row = _held(entry)
    check_four_eyes(entered_by=row.entered_by, decided_by=actor)
    _check_reason(why)
    _decide(row, state=State.REFUSED, why=why, actor=actor, at=at)
    _tell("refused", row, plan=None, actor=actor, at=at, purpose=Purpose.VERIFICATION)
    return row


@transaction.atomic
def withdraw(*, entry: uuid.UUID, actor: str, at: datetime) -> Entry:
    """Take back what one entered oneself, as long as nobody decided.

    Raises RuleBroken("not_found" | "entry_decided" | "entry_not_yours").
    """
    row = _held(entry)
    if row.entered_by != actor:
        raise RuleBroken("entry_not_yours")
    _decide(row, state=State.WITHDRAWN, why="", actor=actor, at=at)
    _tell("withdrawn", row, plan=None, actor=actor, at=at, purpose=Purpose.SERVICE)
    return row


def forget_refused(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty what was refused or withdrawn before that moment, its papers too; the entries' ids.

    What stays: kind, area, whom it was about, dates, who entered and decided.
    """
    over = Entry.objects.filter(state__in=(State.REFUSED, State.WITHDRAWN), decided_at__lt=before)
    rows = list(over.exclude(facts={}).select_for_update())
    if not dry_run:
        over.filter(pk__in=[row.pk for row in rows]).update(**EMPTY)
        papers.forget({paper["address"] for row in rows for paper in row.papers})
    return [str(row.uuid) for row in rows]


def draft(
    *, kind: Kind, resident: uuid.UUID | None, facts: Mapping[str, object], at: datetime
) -> tuple[Plan, list[str]]:
    """What an entry would do, and its warnings, before it is entered; nothing is written.

    Raises what `propose` raises.
    """
    refuse_what_siak_owns()
    told = parse(kind, dict(facts) | _newcomer(kind, facts))
    plan = _planned(kind, resident=resident, facts=told, today=office_day(at))[0]
    return plan, _warnings(plan, kind=kind, facts=told, resident=resident)


def preview(entry: Entry, *, at: datetime) -> tuple[Plan | None, str]:
    """What a waiting entry would do to the register as it is now; else the code of why it cannot."""
    kind = Kind(entry.kind)
    facts = parse(kind, entry.facts)
    try:
        plan, before, _ = _planned(kind, resident=entry.resident, facts=facts, today=office_day(at))
    except RuleBroken as broken:
        return None, broken.code
    return plan, "" if before == entry.before else "entry_stale"


def _planned(
    kind: Kind, *, resident: uuid.UUID | None, facts: Facts, today: date, locked: bool = False
) -> tuple[Plan, dict[str, object], str]:
    """The plan, what it expects to find, and the area to which the entry belongs.

    Raises RuleBroken("entry_beyond_scope") where that area is not the officer's.
    """
    if isinstance(facts, Area):
        plan = areas.plan(facts, today=today, locked=locked)
        return plan, {"residents": len(plan.steps)}, facts.from_code
    facts = resolved(facts)
    scene = load_scene(subject=resident, facts=facts, today=today, locked=locked)
    plan = make_plan(kind=kind, subject=resident, facts=facts, scene=scene)
    area_code = scene.get(resident).area_code if resident else plan.steps[0].after.area_code
    if not current_scope().contains(area_code):
        raise RuleBroken("entry_beyond_scope", field="area_code")
    return plan, expected(plan, scene=scene), area_code


def _newcomer(kind: Kind, facts: Mapping[str, object]) -> dict[str, object]:
    """An id for somebody new."""
    is_new = kind in {Kind.BIRTH, Kind.LATE_BIODATA, Kind.MOVE_IN}
    return {"newcomer": uuid.uuid4()} if is_new and "newcomer" not in facts else {}


def _warnings(plan: Plan, *, kind: Kind, facts: Facts, resident: uuid.UUID | None) -> list[str]:
    found = warnings_of(plan, kind=kind, facts=facts)
    waits = resident and Entry.objects.filter(resident=resident, state=State.WAITING).exists()
    return [*found, "another_waits"] if waits else found


def _held(entry: uuid.UUID) -> Entry:
    row = Entry.objects.select_for_update().filter(uuid=entry).first()
    if row is None:
        raise RuleBroken("not_found")
    check_waiting(State(row.state))
    return row


def says_why(why: str) -> bool:
    """Whether this is a reason: 10 letters or more."""
    return sum(letter.isalpha() for letter in why) >= REASON_LETTERS


def _check_reason(why: str) -> None:
    if not says_why(why):
        raise RuleBroken("entry_reason_missing")


def _decide(row: Entry, *, state: State, why: str, actor: str, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at, row.why = state, actor, at, why.strip()[:200]
    row.save(update_fields=["state", "decided_by", "decided_at", "why", "resident"])


def _tell(what: str, entry: Entry, *, plan: Plan | None, actor: str, at: datetime, purpose: Purpose) -> None:
    subjects = [str(step.resident) for step in plan.steps] if plan else [str(entry.resident or entry.uuid)]
    audit(
        f"registry.entry.{what}",
        actor=actor,
        at=at,
        subjects=subjects,
        purpose=purpose,
        case=str(entry.uuid),
        kind=str(entry.kind),
    )
