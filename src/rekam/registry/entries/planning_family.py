"""The plans of events that move people between family cards (pure)."""

from collections.abc import Mapping
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import Level
from rekam.registry.entries import facts as shapes
from rekam.registry.entries.effects import Kind, OnKk
from rekam.registry.entries.moves import kk_on_move_within
from rekam.registry.entries.planning import Card, Draft, card_of, check_members, leave, numbers
from rekam.registry.entries.rules import MARRIED, check_married, check_village
from rekam.registry.rules import HEAD, Status

DIVORCED, WIDOWED = "Cerai Hidup", "Cerai Mati"
SPOUSE_OF = {"L": "Suami", "P": "Istri"}


def death(draft: Draft, subject: UUID, facts: shapes.Death) -> None:
    """The dead keep their NIK and their last card; a spouse is widowed; a dead head leaves a new card."""
    draft.set(subject, status=Status.DEAD.value, status_on=facts.on)
    leave(draft, movers=[subject], left_heads=[facts.left_head])
    for uuid in spouses(draft, subject):
        draft.set(uuid, kind=Kind.CARD_REISSUED, marital_status=WIDOWED)


def spouses(draft: Draft, subject: UUID) -> list[UUID]:
    """The living spouse or spouses that the card tells: the head's husband or wives, or the head."""
    scene, me = draft.scene, draft.scene.get(subject)
    if me.marital_status != MARRIED:
        return []
    relation, married = me.head_relation.casefold(), []
    for uuid in scene.members(me.kk):
        other = scene.get(uuid)
        pair = {relation, other.head_relation.casefold()}
        is_couple = HEAD.casefold() in pair and bool(pair & {"suami", "istri"})
        if uuid != subject and other.marital_status == MARRIED and is_couple:
            married.append(uuid)
    return married


def move_within(draft: Draft, subject: UUID, facts: shapes.Move) -> None:
    """A move inside the kabupaten or kota: the number by rules.MOVES_WITHIN, or a joined card."""
    scene, me = draft.scene, draft.scene.get(subject)
    members = check_members(scene, subject=subject, members=facts.members)
    if facts.kk:
        _join(draft, members, kk=facts.kk, relations=facts.relations)
        leave(draft, movers=members, left_heads=[facts.left_head])
        return
    goal = check_village(facts.area_code)
    here = check_village(me.area_code)
    if goal.at(Level.KABUPATEN_KOTA) != here.at(Level.KABUPATEN_KOTA):
        raise RuleBroken("move_leaves_the_city")
    if not facts.address:
        raise RuleBroken("entry_facts_invalid", field="address")
    whole = set(members) == set(scene.members(me.kk))
    row = kk_on_move_within(
        whole_family=whole,
        same_kecamatan=goal.at(Level.KECAMATAN) == here.at(Level.KECAMATAN),
        practice=scene.practice,
    )
    there = Card(me.kk, scene.head_of(me.kk), goal.text, facts.address, *numbers(facts.rt, facts.rw))
    if row.kk is OnKk.SAME:
        draft.moved_cards.append(there)
    else:
        head = facts.new_head or (there.head if there.head in members else subject)
        if head not in members:
            raise RuleBroken("new_head_missing", field="new_head")
        there = draft.open_card(head=head, at=there)
    draft.put_on(there, members, relations=facts.relations)
    leave(draft, movers=members, left_heads=[facts.left_head])


def move_out(draft: Draft, subject: UUID, facts: shapes.Departure) -> None:
    """Members leave the kabupaten or kota with our SKPWNI; their cards stay with them until they arrive."""
    members = check_members(draft.scene, subject=subject, members=facts.members)
    if not facts.skpwni or not facts.destination:
        raise RuleBroken("skpwni_missing")
    for uuid in members:
        draft.set(uuid, status=Status.MOVED.value, status_on=facts.on)
    leave(draft, movers=members, left_heads=[facts.left_head])


def marriage(draft: Draft, subject: UUID, facts: shapes.Marriage) -> None:
    """Both are married and have ever been; together on a new card, a joined one, or where they are."""
    scene = draft.scene
    couple = [subject] + ([facts.spouse] if facts.spouse else [])
    if len(set(couple)) < len(couple):
        raise RuleBroken("same_person")
    for uuid in couple:
        draft.set(uuid, marital_status=MARRIED, ever_married=True)
    head = facts.head
    if facts.kk:
        card = scene.get_card(facts.kk)
        going = [uuid for uuid in couple if scene.get(uuid).kk != card.number]
        _join(draft, tuple(going), kk=facts.kk, relations={})
    elif head is not None:
        if head not in couple:
            raise RuleBroken("new_head_missing", field="head")
        card = draft.open_card(head=head, at=card_of(scene, scene.get(head)))
        relations = {str(uuid): SPOUSE_OF[scene.get(uuid).sex] for uuid in couple}
        draft.put_on(card, couple, relations=relations)
        going = couple
    else:
        return
    fields = {scene.get(uuid).kk: "other_left_head_nik" for uuid in couple if uuid != subject}
    fields |= {scene.get(subject).kk: "left_head"}
    leave(draft, movers=going, left_heads=[facts.left_head, facts.other_left_head], fields=fields)


def divorce(draft: Draft, subject: UUID, facts: shapes.Divorce) -> None:
    """Both are divorced; whoever leaves gets a card of his or her own, with the children that go along."""
    scene = draft.scene
    couple = [subject] + ([facts.spouse] if facts.spouse else [])
    for uuid in couple:
        check_married(scene.get(uuid).marital_status)
        draft.set(uuid, marital_status=DIVORCED)
    if facts.leaver is None:
        return
    if facts.leaver not in couple:
        raise RuleBroken("new_head_missing", field="leaver")
    going = (facts.leaver, *facts.children)
    check_members(scene, subject=facts.leaver, members=going)
    card = draft.open_card(head=facts.leaver, at=card_of(scene, scene.get(facts.leaver)))
    children = {str(child): "Anak" for child in facts.children}
    draft.put_on(card, going, relations=children, kind=Kind.CARD_REISSUED)
    leave(draft, movers=going, left_heads=[facts.left_head])


def split_card(draft: Draft, subject: UUID, facts: shapes.Split) -> None:
    """Pecah KK: members on a card of their own at the same address."""
    scene, me = draft.scene, draft.scene.get(subject)
    members = check_members(scene, subject=subject, members=facts.members)
    if facts.new_head not in members:
        raise RuleBroken("new_head_missing", field="new_head")
    if set(members) == set(scene.members(me.kk)):
        raise RuleBroken("nobody_stays")
    card = draft.open_card(head=facts.new_head, at=card_of(scene, me))
    draft.put_on(card, members, relations=facts.relations)
    leave(draft, movers=members, left_heads=[facts.left_head])


def join_card(draft: Draft, subject: UUID, facts: shapes.Join) -> None:
    """Numpang KK: members on another card of the same kelurahan; further away it is a move."""
    scene, me = draft.scene, draft.scene.get(subject)
    members = check_members(scene, subject=subject, members=facts.members)
    if scene.get_card(facts.kk).area_code != me.area_code:
        raise RuleBroken("join_is_a_move")
    _join(draft, members, kk=facts.kk, relations=facts.relations)
    leave(draft, movers=members, left_heads=[facts.left_head])


def _join(draft: Draft, members: tuple[UUID, ...], *, kk: str, relations: Mapping[str, str]) -> None:
    card = draft.scene.get_card(kk)
    if any(draft.scene.get(uuid).kk == card.number for uuid in members):
        raise RuleBroken("already_on_this_card")
    if check_village(card.area_code).at(Level.KABUPATEN_KOTA) != _city(draft, members):
        raise RuleBroken("move_leaves_the_city")
    named = {str(uuid): relations.get(str(uuid), "Famili Lain") for uuid in members}
    draft.put_on(card, members, relations=named)


def _city(draft: Draft, members: tuple[UUID, ...]) -> object:
    first = next(iter(members), None)
    code = draft.scene.get(first).area_code if first else ""
    return check_village(code).at(Level.KABUPATEN_KOTA) if first else None
