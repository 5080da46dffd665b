"""Putting the bodies of a few sets together anew, so that few of them make many different persons."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rekam.abis.bench_persons import Person
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import PersonTemplate

Parts = Mapping[Position, Sequence[PersonTemplate | None]]
"""Of one body, by visit: templates of one part each; None = nothing could be extracted."""

STEPS: Final = {Position.IRIS_RIGHT: 1, Position.IRIS_LEFT: 2, Position.FACE: 3}
"""How many bodies further a part comes from at each turn. Fingers stay where they are."""


def recast(bodies: Sequence[Parts], *, turn: int) -> list[Person]:
    """As many persons as there are bodies, by their first visit and a later one.

    turn  0 = the bodies as they are, by their second visit; at the next one each person has the right iris of
          the next body, the left one of the second next and the face of the third, and later visits go on
    After as many turns as there are bodies, a prime number at best, the same persons come again.
    """
    return [_person(bodies, place=k, turn=turn) for k in range(len(bodies))]


def seen_by(people: Iterable[Person], *, kinds: Collection[str]) -> list[Person]:
    """The same persons at a desk where only some kinds of parts are taken ("finger", "iris", "face").

    Who has none of them is not looked for.
    """
    return [
        replace(one, visit=seen, probed=bool(seen.positions))
        for one in people
        for seen in [_only(one.visit or PersonTemplate(), kinds=kinds)]
    ]


def _only(template: PersonTemplate, *, kinds: Collection[str]) -> PersonTemplate:
    return PersonTemplate(
        fingers=template.fingers if "finger" in kinds else {},
        irises=template.irises if "iris" in kinds else {},
        face=template.face if "face" in kinds else None,
    )


def _person(bodies: Sequence[Parts], *, place: int, turn: int) -> Person:
    recorded, later = [], []
    for position in Position:
        visits = bodies[(place + turn * STEPS.get(position, 0)) % len(bodies)].get(position, ())
        if len(visits) > 1:
            recorded.append(visits[0])
            later.append(visits[1 + turn % (len(visits) - 1)])
    return Person(f"person-{place:03d} of turn {turn}", _together(recorded), _together(later))


def _together(parts: Sequence[PersonTemplate | None]) -> PersonTemplate | None:
    there = [one for one in parts if one is not None]
    if not there:
        return None
    return PersonTemplate(
        fingers={position: finger for one in there for position, finger in one.fingers.items()},
        irises={position: iris for one in there for position, iris in one.irises.items()},
        face=next((one.face for one in there if one.face is not None), None),
    )
