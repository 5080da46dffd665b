"""Who is too near a relative to marry, as far as the register tells (pure)."""

from rekam.kernel.names import name_key
from rekam.registry.entries.state import ResidentState

LEAST_YEARS_TO_A_CHILD = 12


def are_near_relatives(one: ResidentState, other: ResidentState) -> bool:
    """Whether the names of parents speak for parent and child, or for children of the same two parents.

    Names are no proof: it is a reason to ask, and says nothing of those whose parents are not written.
    Source: UU 1/1974 Pasal 8 (recall). In force from 1974-01-02.
    """
    return _same_parents(one, other) or _is_child(one, parent=other) or _is_child(other, parent=one)


def _same_parents(one: ResidentState, other: ResidentState) -> bool:
    parents = [(name_key(who.mother_name), name_key(who.father_name)) for who in (one, other)]
    return all(parents[0]) and parents[0] == parents[1]


def _is_child(one: ResidentState, *, parent: ResidentState) -> bool:
    written = one.father_name if parent.sex == "L" else one.mother_name
    is_older = one.birth_date.year - parent.birth_date.year >= LEAST_YEARS_TO_A_CHILD
    return is_older and bool(written) and name_key(written) == name_key(parent.full_name)
