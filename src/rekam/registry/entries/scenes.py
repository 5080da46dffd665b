"""Loading everybody whom an entry concerns, locked where it is about to be decided."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik, parse_kk
from rekam.registry.entries.effects import UNDOES, Kind
from rekam.registry.entries.facts import Arrival, Facts, Newcomer
from rekam.registry.entries.moves import MovePractice
from rekam.registry.entries.numbers import lock
from rekam.registry.entries.planning import Card, Plan, Scene
from rekam.registry.entries.plans import concerned
from rekam.registry.entries.state import Json, to_json
from rekam.registry.entries.writing import state_of_row
from rekam.registry.models import Event, FamilyCard, Resident
from rekam.registry.rules import Status


def resolved(facts: Facts) -> Facts:
    """The facts with plain numbers, and with the register's own id of somebody who comes back.

    Whoever left for another city of this database is found by an officer whose area holds both.
    Raises RuleBroken("kk_malformed" | "nik_malformed").
    """
    if getattr(facts, "kk", ""):
        facts = replace(facts, kk=parse_kk(facts.kk))  # type: ignore[attr-defined, call-arg]
    if not isinstance(facts, Arrival):
        return facts
    nik = Nik.parse(facts.nik).digits
    known = Resident.objects.filter(nik=nik).exclude(status=Status.ACTIVE).first()
    return replace(facts, nik=nik, newcomer=known.uuid if known else facts.newcomer)


def load_scene(
    *, kind: Kind | None, subject: UUID | None, facts: Facts, today: date, locked: bool = False
) -> Scene:
    """Everybody that an entry names, and the members of their cards, as far as the current scope sees.

    kind     of the entry; None where nothing is entered yet
    locked   hold the cards and rows until the transaction ends; cards first, then rows by their number
    Raises RuleBroken("kk_malformed" | "nik_malformed" | "entry_stale"), the last where somebody changed
    cards between the first look and the lock.
    """
    named, cards = concerned(subject=subject, facts=facts)
    past = _past(subject, undone=UNDOES.get(kind)) if subject and kind else {}
    wanted = Q(uuid__in=named | set(past))
    if isinstance(facts, Newcomer):
        wanted |= Q(uuid=facts.newcomer)
    if isinstance(facts, Arrival):
        wanted |= Q(nik=facts.nik)
    numbers = cards | set(Resident.objects.filter(wanted).values_list("kk", flat=True))
    if locked:
        lock(*(f"kk {number}" for number in numbers))
    rows = Resident.objects.filter(wanted | Q(kk__in=numbers, status=Status.ACTIVE)).order_by("pk")
    found = list(rows.select_for_update() if locked else rows)
    if not {row.kk for row in found} <= numbers:
        raise RuleBroken("entry_stale")
    return Scene(
        people={row.uuid: state_of_row(row) for row in found},
        cards=_cards(numbers, rows=found),
        today=today,
        past=past,
        practice=MovePractice(settings.REKAM_KK_ON_MOVE),
    )


def _past(subject: UUID, *, undone: Kind | None) -> dict[UUID, dict[str, list[Json]]]:
    """What the last such event of somebody did to everybody; nothing where it came without an entry."""
    last = Event.objects.filter(resident__uuid=subject, kind=undone).order_by("-pk").first()
    if last is None or last.entry is None:
        return {}
    rows = Event.objects.filter(entry=last.entry).select_related("resident").order_by("pk")
    return {row.resident.uuid: row.changes for row in rows}


def _cards(numbers: set[str] | frozenset[str], *, rows: list[Resident]) -> dict[str, Card]:
    """The cards; one that has no row of its own stands where its members live."""
    known = {
        row.kk: Card(row.kk, None, row.area_code, row.address, row.rt, row.rw)
        for row in reversed(rows)
        if row.status == Status.ACTIVE
    }
    for card in FamilyCard.objects.filter(number__in=numbers).select_related("head"):
        head = card.head.uuid if card.head else None
        known[card.number] = Card(card.number, head, card.area_code, card.address, card.rt, card.rw)
    return known


def expected(plan: Plan, *, scene: Scene) -> dict[str, object]:
    """What approval must find unchanged: each value that the plan replaces, and who is on each card."""
    people = {
        str(step.resident): None
        if step.before is None
        else {name: to_json(getattr(step.before, name)) for name in step.columns}
        for step in plan.steps
        if step.kind is not Kind.MOVE_IN  # an old row far away may be seen by the second person only
    }
    arrives = any(step.kind is Kind.MOVE_IN for step in plan.steps)
    cards = {step.after.kk for step in plan.steps} & set(scene.cards) if arrives else set(scene.cards)
    members = {kk: [str(uuid) for uuid in scene.members(kk)] for kk in sorted(cards)}
    return {"people": people, "members": members}
