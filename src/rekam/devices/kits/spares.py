"""Which part, moved where, makes the most dead kits whole again (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rekam.devices.kits.rules import NEEDED, PartKind


@dataclass(frozen=True)
class KitParts:
    """A kit with the parts in it that work and may be moved, by kind; several of a kind are possible."""

    kit: UUID
    working: Mapping[PartKind, Sequence[UUID]]

    @property
    def lacks(self) -> tuple[PartKind, ...]:
        """The needed kinds of which it has no working part."""
        return tuple(kind for kind in NEEDED if not self.working.get(kind))


@dataclass(frozen=True)
class Exchange:
    """Move this part from that kit (None = off the shelf) to this one."""

    part: UUID
    kind: PartKind
    source: UUID | None
    goal: UUID


@dataclass(frozen=True)
class Proposal:
    """The kits that become whole, and the moves that do it."""

    whole: tuple[UUID, ...]
    exchanges: tuple[Exchange, ...]


def propose(kits: Sequence[KitParts], *, shelf: Mapping[PartKind, Sequence[UUID]]) -> Proposal:
    """The exchange that brings most kits back, with the fewest moves; kits that are whole are left alone.

    As many kits can be whole as there are working parts of the scarcest needed kind. So those dead kits are
    chosen that lack the fewest parts; what they lack lies on the shelf or in the kits that were not chosen,
    since of each kind there are at least as many as kits to be whole. Any part of a kind fits any kit.
    Among kits that lack as few, the first given is chosen.

    shelf   working parts that are in no kit
    """
    dead = sorted((kit for kit in kits if kit.lacks), key=lambda kit: len(kit.lacks))
    reachable = min((_count(kits, shelf=shelf, kind=kind) for kind in NEEDED), default=0)
    chosen = dead[: max(0, reachable - (len(kits) - len(dead)))]
    donors = _spare(kits, shelf=shelf, chosen=chosen)
    exchanges = []
    for kit in chosen:
        for kind in kit.lacks:
            source, part = donors[kind].pop(0)
            exchanges.append(Exchange(part=part, kind=kind, source=source, goal=kit.kit))
    return Proposal(whole=tuple(kit.kit for kit in chosen), exchanges=tuple(exchanges))


def _count(kits: Sequence[KitParts], *, shelf: Mapping[PartKind, Sequence[UUID]], kind: PartKind) -> int:
    return len(shelf.get(kind, ())) + sum(len(kit.working.get(kind, ())) for kit in kits)


def _spare(
    kits: Sequence[KitParts], *, shelf: Mapping[PartKind, Sequence[UUID]], chosen: Collection[KitParts]
) -> dict[PartKind, list[tuple[UUID | None, UUID]]]:
    """What may be taken, kind by kind: off the shelf first, then out of dead kits, then doubles elsewhere."""
    stay = {kit.kit for kit in chosen} | {kit.kit for kit in kits if not kit.lacks}
    found: dict[PartKind, list[tuple[UUID | None, UUID]]] = {}
    for kind in NEEDED:
        found[kind] = [(None, part) for part in shelf.get(kind, ())]
        found[kind] += [
            (kit.kit, part) for kit in kits if kit.kit not in stay for part in kit.working.get(kind, ())
        ]
        found[kind] += [
            (kit.kit, part) for kit in kits if kit.kit in stay for part in kit.working.get(kind, ())[1:]
        ]
    return found
