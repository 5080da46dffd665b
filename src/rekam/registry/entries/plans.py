"""The plan of each kind of entry: who is concerned, and what it would do (pure)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import check_new_name, clean_name, name_key
from rekam.kernel.nik import Nik, Sex, parse_kk
from rekam.registry.entries import facts as shapes
from rekam.registry.entries import planning_family as family
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.planning import NEW_NIK, Card, Draft, Plan, Scene, leave, numbers
from rekam.registry.entries.planning_annulment import annulment
from rekam.registry.entries.rules import (
    Basis,
    Block,
    check_elements,
    check_event_day,
    check_may_act,
    check_village,
    may_be_blocked_for_age,
)
from rekam.registry.entries.standing import ADDS_MEMBER, check_standing
from rekam.registry.entries.state import ResidentState, Value, of_json
from rekam.registry.rules import HEAD, Nationality, Status

SINGLE = "Belum Kawin"


def concerned(*, subject: UUID | None, facts: shapes.Facts) -> tuple[frozenset[UUID], frozenset[str]]:
    """The people and the KK numbers that an entry names; the scene adds their cards' members."""
    people, cards = set(), set()
    for name, value in vars(facts).items():
        if name == "newcomer":
            continue
        people |= {one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, UUID)}
        if name == "kk" and value:
            cards.add(parse_kk(str(value)))
    if subject is not None:
        people.add(subject)
    return frozenset(people), frozenset(cards)


def make_plan(*, kind: Kind, subject: UUID | None, facts: shapes.Facts, scene: Scene) -> Plan:
    """What the entry would do.

    Raises RuleBroken with the code of the rule that stands against it (rules.py, planning_family.py).
    """
    draft = Draft(scene=scene, leading=kind)
    if kind in ADDS_MEMBER:
        _newcomer(draft, cast(shapes.Newcomer, facts))
        return draft.plan()
    if subject is None:
        raise RuleBroken("entry_person_unknown")
    check_event_day(on=facts.on, today=scene.today, born=scene.get(subject).birth_date)
    check_standing(kind=kind, subject=subject, scene=scene)
    for uuid in concerned(subject=subject, facts=facts)[0] - {subject}:
        other = scene.get(uuid)
        check_may_act(kind=kind, status=Status(other.status), blocked_for=other.blocked_for)
    PLANS[kind](draft, subject, facts)
    plan = draft.plan()
    if not any(step.columns for step in plan.steps):
        raise RuleBroken("nothing_changes")
    return plan


def _newcomer(draft: Draft, facts: shapes.Newcomer) -> None:
    scene = draft.scene
    check_event_day(on=facts.on, today=scene.today, born=facts.birth_date)
    is_arrival = isinstance(facts, shapes.Arrival)
    if draft.leading is Kind.BIRTH and not facts.kk:
        raise RuleBroken("entry_facts_invalid", field="kk")
    card = _card_for(draft, facts)
    name = clean_name(facts.full_name) if is_arrival else check_new_name(facts.full_name)
    if not name:
        raise RuleBroken("name_empty", length=0, limit=60)
    if facts.sex not in set(Sex):
        raise RuleBroken("entry_facts_invalid", field="sex")
    _check_nation(facts)
    state = ResidentState(
        nik=NEW_NIK,
        kk=card.number,
        full_name=name,
        name_key=name_key(name),
        head_relation=HEAD if card.head == facts.newcomer else facts.head_relation,
        ever_married=facts.marital_status != SINGLE,
        **{n: getattr(facts, n) for n in _COPIED},
        **{n: getattr(card, n) for n in ("area_code", "address", "rt", "rw")},
    )
    draft.add(facts.newcomer, _arrived(draft, facts, state) if isinstance(facts, shapes.Arrival) else state)


def _check_nation(facts: shapes.Newcomer) -> None:
    if facts.nationality not in set(Nationality):
        raise RuleBroken("entry_facts_invalid", field="nationality")
    if facts.permit_until and facts.nationality != Nationality.WNA:
        raise RuleBroken("entry_facts_invalid", field="permit_until")


_COPIED = (
    *("sex", "birth_place", "birth_date", "religion", "blood_group", "marital_status", "occupation"),
    *("mother_name", "father_name", "nationality", "permit_until"),
)


def _card_for(draft: Draft, facts: shapes.Newcomer) -> Card:
    if facts.kk:
        return draft.scene.get_card(parse_kk(facts.kk))
    village = check_village(facts.area_code)
    if not facts.address:
        raise RuleBroken("entry_facts_invalid", field="address")
    at = Card("", None, village.text, facts.address, *numbers(facts.rt, facts.rw))
    return draft.open_card(head=facts.newcomer, at=at)


def _arrived(draft: Draft, facts: shapes.Arrival, state: ResidentState) -> ResidentState:
    """With the NIK he has; whoever lived here before gets his old row back, its ladder included."""
    if not facts.skpwni or not facts.origin:
        raise RuleBroken("skpwni_missing")
    nik = Nik.parse(facts.nik).digits
    before = draft.scene.people.get(facts.newcomer)
    if before is None:
        if any(one.nik == nik for one in draft.scene.people.values()):
            raise RuleBroken("nik_in_use")
        # Elsewhere recorded: he is never recorded again here.
        status = "BIO_CAPTURED" if facts.recorded_on else "UNREGISTERED"
        return replace(state, nik=nik, recorded_on=facts.recorded_on, ektp_status=status)
    if before.nik != nik:
        raise RuleBroken("nik_in_use")
    check_may_act(kind=Kind.MOVE_IN, status=Status(before.status), blocked_for=before.blocked_for)
    if before.status == Status.ACTIVE:
        raise RuleBroken("nik_in_use")
    changed = {n: getattr(state, n) for n in _ARRIVES}
    return replace(before, status=Status.ACTIVE.value, status_on=None, **changed)


_ARRIVES = (
    *("kk", "full_name", "name_key", "religion", "marital_status", "ever_married", "occupation"),
    *("head_relation", "area_code", "address", "rt", "rw", "nationality", "permit_until"),
)


def _elements(draft: Draft, subject: UUID, facts: shapes.Elements) -> None:
    check_elements(kind=draft.leading, columns=facts.values.keys())
    me = draft.scene.get(subject)
    columns: dict[str, Value] = {}
    for name, text in facts.values.items():
        try:
            columns[name] = of_json(name, text)
        except ValueError as wrong:
            raise RuleBroken("entry_facts_invalid", field=name) from wrong
    if "full_name" in columns:
        name = str(columns["full_name"])
        columns["full_name"] = check_new_name(name) if draft.leading is Kind.CHANGE else clean_name(name)
        columns["name_key"] = name_key(str(columns["full_name"]))
    if columns.get("birth_date", me.birth_date) is None or columns.get("sex", me.sex) not in set(Sex):
        raise RuleBroken("entry_facts_invalid", field="birth_date" if "birth_date" in columns else "sex")
    if "marital_status" in columns:
        # A wrong entry may be put right; by a change nobody becomes never married.
        was = me.ever_married and draft.leading is Kind.CHANGE
        columns["ever_married"] = was or columns["marital_status"] != SINGLE
    draft.set(subject, **columns)  # type: ignore[arg-type]


def _deactivation(draft: Draft, subject: UUID, facts: shapes.Deactivation) -> None:
    me = draft.scene.get(subject)
    if facts.reason not in set(Block) or facts.reason == Block.DOUBLE:
        raise RuleBroken("entry_facts_invalid", field="reason")
    if facts.reason == Block.NOT_RECORDED:
        if not may_be_blocked_for_age(born=me.birth_date, recorded_on=me.recorded_on, on=facts.on):
            raise RuleBroken("block_before_its_day")
        draft.set(subject, blocked_for=facts.reason)
        return
    # For a while (Permendagri 95/2019 Pasal 96), so a head keeps his family and their card.
    draft.set(subject, status=Status.INACTIVE.value, status_on=facts.on, blocked_for=facts.reason)


def _reactivation(draft: Draft, subject: UUID, _facts: shapes.Facts) -> None:
    # While his NIK was out of use he changed nothing, but his family may have a new card by now.
    draft.set(subject, status=Status.ACTIVE.value, status_on=None, blocked_for="")


def _double(draft: Draft, subject: UUID, facts: shapes.Double) -> None:
    if facts.keep == subject:
        raise RuleBroken("same_person")
    if facts.basis not in set(Basis):
        raise RuleBroken("entry_facts_invalid", field="basis")
    draft.set(subject, status=Status.INACTIVE.value, status_on=facts.on, blocked_for=Block.DOUBLE.value)
    draft.set(facts.keep)
    leave(draft, movers=[subject], left_heads=[facts.left_head])


PLANS: Mapping[Kind, Callable[..., None]] = {
    Kind.DEATH: family.death,
    Kind.MOVE_WITHIN: family.move_within,
    Kind.MOVE_OUT: family.move_out,
    Kind.MARRIAGE: family.marriage,
    Kind.DIVORCE: family.divorce,
    Kind.SPLIT_CARD: family.split_card,
    Kind.JOIN_CARD: family.join_card,
    Kind.CHANGE: _elements,
    Kind.CORRECTION: _elements,
    Kind.DEACTIVATION: _deactivation,
    Kind.REACTIVATION: _reactivation,
    Kind.DOUBLE_NIK: _double,
    Kind.DEATH_ANNULLED: annulment,
    Kind.DOUBLE_UNDONE: annulment,
}
