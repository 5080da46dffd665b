"""The plan of taking back a death or a double NIK that was recorded wrongly (pure).

What the event did to everybody is undone where it still stands; what changed since is left, and told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from rekam.registry.entries import facts as shapes
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.planning import Draft, Scene, card_of, place
from rekam.registry.entries.state import Json, of_json, to_json
from rekam.registry.rules import HEAD, Status


def annulment(draft: Draft, subject: UUID, _facts: shapes.Facts) -> None:
    """The resident is active again, the widowed are married again, and the family has its card back.

    Of what happened without an event that this office sees only the resident's own state is taken back.
    """
    scene = draft.scene
    freed = {"blocked_for": ""} if draft.leading is Kind.DOUBLE_UNDONE else {}
    own = {name: of_json(name, pair[0]) for name, pair in scene.past.get(subject, {}).items()}
    columns = {"status": Status.ACTIVE.value, "status_on": None} | freed | own
    draft.set(subject, **columns)  # type: ignore[arg-type]
    returning = []
    for uuid, changes in _others(scene, subject):
        if not changes:  # whose NIK was kept: his history tells it too
            draft.set(uuid)
        if _stands(scene, uuid, "marital_status"):
            draft.set(uuid, kind=Kind.CARD_REISSUED, marital_status=changes["marital_status"][0])
        if _stands(scene, uuid, "kk"):
            returning.append(uuid)
    if returning:
        _give_card_back(draft, subject, returning)
    else:
        _return_alone(draft, subject)


def left_as_it_is(*, subject: UUID, scene: Scene) -> list[UUID]:
    """Of whom something was changed again since, so that it is not taken back."""
    return [
        uuid
        for uuid, changes in _others(scene, subject)
        if not all(_stands(scene, uuid, name) for name in changes)
    ]


def _others(scene: Scene, subject: UUID) -> Iterable[tuple[UUID, Mapping[str, list[Json]]]]:
    known = (uuid for uuid in scene.past if uuid != subject and uuid in scene.people)
    return [(u, scene.past[u]) for u in known if scene.get(u).status == Status.ACTIVE]


def _stands(scene: Scene, uuid: UUID, name: str) -> bool:
    """Whether a column is still as the event left it."""
    changes = scene.past[uuid]
    return name in changes and to_json(getattr(scene.get(uuid), name)) == changes[name][1]


def _give_card_back(draft: Draft, subject: UUID, returning: Sequence[UUID]) -> None:
    """Everybody of the card that was made without its head, and he, on the old one where they live now."""
    scene = draft.scene
    made = card_of(scene, scene.get(returning[0]))
    card = replace(made, number=scene.get(subject).kk, head=subject)
    before = {uuid: scene.past[uuid] for uuid in returning if "head_relation" in scene.past[uuid]}
    relations = {str(uuid): str(changes["head_relation"][0]) for uuid, changes in before.items()}
    draft.moved_cards.append(card)
    draft.put_on(card, [subject, *scene.members(made.number)], relations=relations, kind=Kind.CARD_REISSUED)


def _return_alone(draft: Draft, subject: UUID) -> None:
    """On the card he was on, where it is now; where nobody is left on it, as the head of one."""
    scene, me = draft.scene, draft.scene.get(subject)
    if scene.members(me.kk):
        draft.set(subject, **place(card_of(scene, me)))  # type: ignore[arg-type]
    elif me.head_relation != HEAD:
        draft.put_on(draft.open_card(head=subject, at=card_of(scene, me)), [subject], relations={})
