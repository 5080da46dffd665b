"""What an entry would do to everybody concerned, worked out before anything is changed (pure).

The same plan is shown as before and after, kept as the values that approval expects to find, and carried
out. Numbers that are not issued yet stand in it as placeholders: NEW_NIK, and NEW_KK with a running number.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.moves import MovePractice
from rekam.registry.entries.state import Json, ResidentState, Value, differences
from rekam.registry.rules import HEAD, Status

NEW_NIK = "nik:new"
NEW_KK = "kk:new:"


@dataclass(frozen=True)
class Card:
    """A family card as it stands or will stand."""

    number: str
    head: UUID | None
    area_code: str
    address: str
    rt: str
    rw: str


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everybody an entry concerns: those it names, and the members of their cards.

    past       what the event that is to be taken back did, resident by resident, as events tell it
    practice   the office's practice for the KK number on a move (moves.MovePractice)
    """

    people: Mapping[UUID, ResidentState]
    cards: Mapping[str, Card]
    today: date
    past: Mapping[UUID, Mapping[str, list[Json]]] = field(default_factory=dict)
    practice: MovePractice = MovePractice.WHOLE_FAMILY_KEEPS

    def get(self, uuid: UUID) -> ResidentState:
        """Raises RuleBroken("entry_person_unknown") for somebody outside the scope."""
        found = self.people.get(uuid)
        if found is None:
            raise RuleBroken("entry_person_unknown")
        return found

    def members(self, kk: str) -> tuple[UUID, ...]:
        """The active residents of a card, always in the same order."""
        return tuple(
            sorted(u for u, one in self.people.items() if one.kk == kk and one.status == Status.ACTIVE)
        )

    def get_card(self, kk: str) -> Card:
        """A card that can be joined. Raises RuleBroken("kk_unknown") where nobody is on it."""
        card = self.cards.get(kk)
        if card is None or not self.members(kk):
            raise RuleBroken("kk_unknown")
        return card

    def head_of(self, kk: str) -> UUID | None:
        """Who heads a card: by the card, or by the relation that the members' rows tell."""
        members, card = self.members(kk), self.cards.get(kk)
        if card is not None and card.head in members:
            return card.head
        heads = [u for u in members if self.people[u].head_relation.casefold() == HEAD.casefold()]
        return heads[0] if heads else None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One resident's part: which event, and how his row stands before (None = new) and after."""

    resident: UUID
    kind: Kind
    before: ResidentState | None
    after: ResidentState

    @property
    def columns(self) -> tuple[str, ...]:
        """What differs; () for somebody new."""
        if self.before is None:
            return ()
        return tuple(differences(before=self.before, after=self.after))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All steps, the cards that are made, and cards that keep their number and change their address."""

    steps: tuple[Step, ...]
    new_cards: tuple[Card, ...] = ()
    moved_cards: tuple[Card, ...] = ()


@dataclass
class Draft:
    """A plan in the making."""

    scene: Scene
    leading: Kind
    after: dict[UUID, ResidentState] = field(default_factory=dict)
    kinds: dict[UUID, Kind] = field(default_factory=dict)
    new_cards: list[Card] = field(default_factory=list)
    moved_cards: list[Card] = field(default_factory=list)

    def set(self, uuid: UUID, *, kind: Kind | None = None, **columns: Value) -> None:
        """Change columns of somebody of the scene; the first kind that is given stays."""
        state = self.after.get(uuid) or self.scene.get(uuid)
        self.after[uuid] = replace(state, **columns)  # type: ignore[arg-type]
        self.kinds.setdefault(uuid, kind or self.leading)

    def add(self, uuid: UUID, state: ResidentState) -> None:
        """Somebody who is new, or who comes back."""
        self.after[uuid] = state
        self.kinds[uuid] = self.leading

    def open_card(self, *, head: UUID, at: Card) -> Card:
        """A new card with this head at an address; its number is a placeholder."""
        card = replace(at, number=f"{NEW_KK}{len(self.new_cards)}", head=head)
        self.new_cards.append(card)
        return card

    def put_on(
        self, card: Card, people: Iterable[UUID], *, relations: Mapping[str, str], kind: Kind | None = None
    ) -> None:
        """Let people be members of a card, where it stands; its head is called so, nobody else is."""
        for uuid in people:
            now = self.after.get(uuid) or self.scene.get(uuid)
            relation = relations.get(str(uuid), now.head_relation)
            if uuid == card.head:
                relation = HEAD
            elif relation.casefold() == HEAD.casefold():
                relation = "Famili Lain"
            self.set(uuid, kind=kind, kk=card.number, head_relation=relation, **place(card))

    def plan(self) -> Plan:
        """The plan as it stands now."""
        steps = tuple(
            Step(resident=uuid, kind=self.kinds[uuid], before=self.scene.people.get(uuid), after=state)
            for uuid, state in self.after.items()
        )
        return Plan(steps=steps, new_cards=tuple(self.new_cards), moved_cards=tuple(self.moved_cards))


def numbers(rt: str, rw: str) -> tuple[str, str]:
    """RT and RW with three digits, as the register has them."""
    return rt.zfill(3), rw.zfill(3)


def place(card: Card) -> dict[str, str]:
    """Where the members of a card live."""
    return {"area_code": card.area_code, "address": card.address, "rt": card.rt, "rw": card.rw}


def card_of(scene: Scene, state: ResidentState) -> Card:
    """The card of somebody, or, where the register has no row of it, what his own row says of it."""
    known = scene.cards.get(state.kk)
    return known or Card(state.kk, None, state.area_code, state.address, state.rt, state.rw)


def leave(
    draft: Draft,
    *,
    movers: Iterable[UUID],
    left_heads: Iterable[UUID | None],
    fields: Mapping[str, str] = types.MappingProxyType({}),
) -> None:
    """Those who stay behind: where their head goes, they get a new card with a new head.

    fields   of which field of a form the new head of a card is chosen, where it is not left_head
    Raises RuleBroken("new_head_missing") unless one of those who stay is named for each such card.
    Source: effects.EFFECTS[Kind.CARD_REISSUED].
    """
    scene, going, named = draft.scene, set(movers), {head for head in left_heads if head is not None}
    for kk in sorted({scene.get(uuid).kk for uuid in going}):
        members = scene.members(kk)
        stay = tuple(uuid for uuid in members if uuid not in going)
        head = scene.head_of(kk)
        if not stay or head in stay or not members:
            continue
        if head is None and not named & set(stay):
            continue  # a card whose head the register never knew
        chosen = named & set(stay)
        if len(chosen) != 1:
            raise RuleBroken("new_head_missing", field=fields.get(kk, "left_head"))
        new_head = chosen.pop()
        card = draft.open_card(head=new_head, at=card_of(scene, scene.get(new_head)))
        draft.put_on(card, stay, relations={}, kind=Kind.CARD_REISSUED)


def check_members(scene: Scene, *, subject: UUID, members: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The members who move together: the resident among them, all active on the same card.

    Raises RuleBroken("entry_person_unknown" | "members_of_other_cards").
    """
    of_card = scene.members(scene.get(subject).kk)
    for uuid in members:
        scene.get(uuid)
    if subject not in members or not set(members) <= set(of_card):
        raise RuleBroken("members_of_other_cards")
    return tuple(sorted(set(members)))
