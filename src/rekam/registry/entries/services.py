"""Entries: proposed by one, decided by another. Each is one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.entries import areas, papers
from rekam.registry.entries.carrying_out import carry_out
from rekam.registry.entries.drafting import digest_of, draft, drafted
from rekam.registry.entries.drafting import preview as preview
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.facts import Area, parse, unparse
from rekam.registry.entries.models import Entry
from rekam.registry.entries.papers import Paper as Paper
from rekam.registry.entries.planning import Plan
from rekam.registry.entries.rules import Risk, State, check_waiting, risk
from rekam.registry.services import refuse_what_siak_owns

# The upper rooms' way to them.
keep_papers, forget_papers, held_above = papers.keep, papers.forget, papers.held_above
REASON_LETTERS = 10
KEPT = ("document", "skpwni", "destination", "origin")  # what an event keeps of its paper

EMPTY: Mapping[str, object] = {
    "facts": {},
    "digest": "",
    "before": {},
    "warnings": [],
    "papers": [],
    "why": "",
}


@transaction.atomic
def propose(
    *,
    kind: Kind,
    resident: uuid.UUID | None,
    facts: Mapping[str, object],
    office_area: str,
    uploads: Sequence[bytes] = (),
    kept: Sequence[Paper] = (),
    actor: str,
    at: datetime,
) -> Entry:
    """Enter what happened; it waits for somebody else, and nothing in the register changes yet.

    resident   whom it happened to; None where he is not in the register yet, and for a change of areas
    facts      as entries.facts has them for this kind
    uploads    the papers as they came; JPEG, PNG or PDF
    kept       papers that `keep_papers` took already
    Warnings are kept with the entry and refuse nothing.
    Raises RuleBroken with the code of the rule that stands against it: those of drafting.draft and
    papers.keep.
    """
    new = draft(kind=kind, resident=resident, facts=facts, at=at)
    columns = new.plan.steps[0].columns if new.plan.steps else ()
    entry = _keep(
        Entry(
            kind=kind,
            area_code=new.area_code,
            office_area=office_area,
            resident=resident,
            facts=unparse(new.facts),
            digest=digest_of(kind, resident=resident, facts=new.facts),
            before=new.before,
            warnings=new.warnings,
            risk=risk(kind=kind, columns=columns),
            papers=[vars(paper) for paper in (*kept, *keep_papers(uploads))],
            entered_by=actor,
            entered_at=at,
        )
    )
    _tell("proposed", entry, plan=new.plan, actor=actor, at=at, purpose=Purpose.SERVICE)
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
    found = drafted(kind, resident=row.resident, facts=facts, today=today, locked=True)
    if found.before != row.before:
        raise RuleBroken("entry_stale")
    kept = {"entered_by": row.entered_by} | {name: getattr(facts, name, None) for name in KEPT}
    kept = {name: value for name, value in kept.items() if value}
    touched = carry_out(found.plan, on=facts.on, today=today, facts=kept, actor=actor, at=at, entry=row.uuid)
    if isinstance(facts, Area):
        areas.remember(facts, entry=row.uuid)
    if row.resident is None and len(touched) == 1:
        row.resident = touched[0]
    _decide(row, state=State.APPROVED, why=why, actor=actor, at=at)
    _tell("approved", row, plan=found.plan, actor=actor, at=at, purpose=Purpose.VERIFICATION)
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


def _keep(entry: Entry) -> Entry:
    """Save a new entry; of two that come at the same moment the database lets one in."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as same:
        raise RuleBroken("entry_waits_already") from same
    return entry


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
