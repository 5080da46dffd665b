"""Whose body lies on the scanners of practice. Pure."""

import uuid
from dataclasses import dataclass

from rekam.enrolment.particulars import Person

OFFICER_SEED = 900
FIRST_SEED = 1_000
WALK_IN_SEEDS = 2**40
# The second of the list has no left little finger; the third lays the fingers badly at first.
MISSING = {2: ("left_little",)}
BAD_AT_FIRST = frozenset({3})


@dataclass(frozen=True, kw_only=True)
class Body:
    """What the control plane of the simulated device is told (docs/reference/simulated-device.md)."""

    seed: int
    impression: int = 0
    missing: tuple[str, ...] = ()
    backdrop: str = "red"


OFFICER = Body(seed=OFFICER_SEED)


def body_of(person: Person, *, draft: uuid.UUID, tries: int) -> Body:
    """The body of an invented person: always the same one, laid on anew at each try.

    tries   captures of the page so far
    """
    number = person.resident.int if person.resident is not None else 0
    impression = {0: 1, 1: 0}.get(tries, tries) if number in BAD_AT_FIRST else tries
    return Body(
        seed=FIRST_SEED + number if number else WALK_IN_SEEDS + draft.int % WALK_IN_SEEDS,
        impression=impression,
        missing=MISSING.get(number, ()),
        backdrop="red" if person.birth_date.year % 2 else "blue",
    )
