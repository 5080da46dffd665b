"""The proposed exchange brings back as many kits as any exchange can, with the fewest moves."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rekam.devices.kits.rules import NEEDED, PartKind
from rekam.devices.kits.spares import KitParts, propose

ALL = frozenset(NEEDED)


def city(*kits: frozenset[PartKind]) -> list[KitParts]:
    """Kits with one working part of each of these kinds."""
    return [
        KitParts(
            UUID(int=n),
            {kind: [UUID(int=1000 * n + place)] for place, kind in enumerate(NEEDED) if kind in kinds},
        )
        for n, kinds in enumerate(kits, 1)
    ]


def test_three_of_six_dead_as_in_serang_one_is_whole_again_with_a_part_of_another() -> None:
    kits = city(
        *(ALL, ALL, ALL),
        *(ALL - {PartKind.FINGER}, ALL - {PartKind.IRIS}, ALL - {PartKind.FINGER, PartKind.LAPTOP}),
    )
    found = propose(kits, shelf={})

    assert found.whole == (kits[3].kit,)
    (move,) = found.exchanges
    assert (move.kind, move.source, move.goal) == (PartKind.FINGER, kits[4].kit, kits[3].kit)


def test_the_shelf_is_emptied_before_a_kit_is_taken_apart() -> None:
    kits = city(ALL - {PartKind.IRIS}, ALL - {PartKind.FINGER})
    spare = UUID(int=9)

    found = propose(kits, shelf={PartKind.IRIS: [spare]})

    assert [(move.part, move.source) for move in found.exchanges] == [(spare, None)]
    assert len(propose(kits, shelf={}).whole) == 1


def test_nothing_is_proposed_where_all_is_well_or_nothing_helps() -> None:
    assert propose(city(ALL, ALL), shelf={}).exchanges == ()
    assert propose(city(ALL - {PartKind.IRIS}, ALL - {PartKind.IRIS}), shelf={}).exchanges == ()
    assert propose([], shelf={}).whole == ()


kinds = st.frozensets(st.sampled_from(NEEDED))


@given(st.lists(kinds, min_size=1, max_size=5), st.lists(st.sampled_from(NEEDED), max_size=3))
def test_no_other_exchange_brings_more_kits_back(
    given_kits: list[frozenset[PartKind]], on_shelf: list[PartKind]
) -> None:
    kits = city(*given_kits)
    shelf = {kind: [UUID(int=10_000 + n) for n, one in enumerate(on_shelf) if one is kind] for kind in NEEDED}
    found = propose(kits, shelf=shelf)

    held = {kit.kit: {kind: list(parts) for kind, parts in kit.working.items()} for kit in kits}
    for move in found.exchanges:
        source = shelf[move.kind] if move.source is None else held[move.source][move.kind]
        source.remove(move.part)
        held[move.goal].setdefault(move.kind, []).append(move.part)
    whole = {kit for kit, parts in held.items() if all(parts.get(kind) for kind in NEEDED)}
    alive = {kit.kit for kit in kits if not kit.lacks}

    assert whole == alive | set(found.whole)
    best = min(sum(kind in kit for kit in given_kits) + on_shelf.count(kind) for kind in NEEDED)
    assert len(whole) == min(best, len(kits))
    lacking = sorted(len(ALL - kit) for kit in given_kits if ALL - kit)
    assert len(found.exchanges) == sum(lacking[: len(found.whole)])
