"""Carrying out a plan: numbers, rows, cards, events; inside the transaction of an approval."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import MAX_SERIAL, Sex
from rekam.registry.canaries.services import make_way
from rekam.registry.entries.effects import EFFECTS
from rekam.registry.entries.numbers import issue_kk, issue_nik
from rekam.registry.entries.planning import NEW_NIK, Card, Plan, Step
from rekam.registry.entries.state import COLUMNS, ResidentState, Value
from rekam.registry.entries.writing import Facts, Written, write_events
from rekam.registry.models import FamilyCard, Resident


def carry_out(
    plan: Plan, *, on: date, today: date, facts: Facts, actor: str, at: datetime, entry: UUID
) -> list[UUID]:
    """Change the register as planned and write the events; the residents that were touched.

    on      when it happened; today = the day on which new cards are recorded, in the office's zone
    facts   what each event keeps besides its changes
    Raises RuleBroken("entry_beyond_scope" | "nik_in_use") and what numbers.py raises.
    """
    if not all(current_scope().contains(step.after.area_code) for step in plan.steps):
        raise RuleBroken("entry_beyond_scope")
    numbers: dict[str, str] = {}
    for card in sorted(plan.new_cards, key=lambda card: card.area_code):
        numbers[card.number] = _kk(card, taken=numbers, today=today)
    rows = _save(plan, numbers=numbers)
    make_way(niks=[row.nik for row in rows.values()], actor=actor, at=at)
    _save_cards(plan, numbers=numbers, rows=rows, today=today)
    written = [
        Written(row=rows[step.resident], kind=step.kind, before=step.before, facts=_facts(step, facts))
        for step in plan.steps
    ]
    write_events(written, on=on, actor=actor, at=at, entry=entry)
    return list(rows)


def _kk(card: Card, *, taken: Mapping[str, str], today: date) -> str:
    """The next number; those of this plan are not in the register yet."""
    number = issue_kk(area_code=card.area_code, on=today)
    same_day = [int(known[12:]) for known in taken.values() if known[:12] == number[:12]]
    serial = max([int(number[12:]), *(known + 1 for known in same_day)])
    if serial > MAX_SERIAL:
        raise RuleBroken("kk_serials_exhausted", limit=MAX_SERIAL)
    return f"{number[:12]}{serial:04}"


def _save(plan: Plan, *, numbers: Mapping[str, str]) -> dict[UUID, Resident]:
    rows = {row.uuid: row for row in Resident.objects.filter(uuid__in=[s.resident for s in plan.steps])}
    alike: dict[tuple[tuple[str, Value], ...], list[int]] = {}
    for step in plan.steps:
        after = _numbered(step.after, numbers=numbers)
        if step.before is None:
            rows[step.resident] = _create(step.resident, after)
            continue
        changed = tuple(
            (name, getattr(after, name))
            for name in COLUMNS
            if getattr(step.before, name) != getattr(after, name)
        )
        for name, value in changed:
            setattr(rows[step.resident], name, value)
        alike.setdefault(changed, []).append(rows[step.resident].pk)
    # A village whose code changes is one statement, not one for each of its residents.
    for changed, keys in alike.items():
        if changed:
            Resident.objects.filter(pk__in=keys).update(**dict(changed))
    return {step.resident: rows[step.resident] for step in plan.steps}


def _create(uuid: UUID, after: ResidentState) -> Resident:
    try:
        with transaction.atomic():
            return Resident.objects.create(uuid=uuid, **asdict(after))
    except IntegrityError as taken:
        raise RuleBroken("nik_in_use") from taken


def _numbered(state: ResidentState, *, numbers: Mapping[str, str]) -> ResidentState:
    nik = state.nik
    if nik == NEW_NIK:
        nik = issue_nik(area_code=state.area_code, born=state.birth_date, sex=Sex(state.sex)).digits
    return replace(state, nik=nik, kk=numbers.get(state.kk, state.kk))


def _save_cards(
    plan: Plan, *, numbers: Mapping[str, str], rows: Mapping[UUID, Resident], today: date
) -> None:
    for card in plan.new_cards:
        values = asdict(card) | {
            "number": numbers[card.number],
            "head": rows[card.head] if card.head else None,
        }
        FamilyCard.objects.create(made_on=today, **values)
    for card in plan.moved_cards:
        values = {name: getattr(card, name) for name in ("area_code", "address", "rt", "rw")}
        FamilyCard.objects.filter(number=card.number).update(**values)


def _facts(step: Step, facts: Facts) -> Facts:
    effect = EFFECTS[step.kind]
    return facts | {"card": effect.card.name.lower(), "withdraws": effect.withdraws.name.lower()}
