"""Synthetic bodies as image records; drawn once a run, since drawing takes a second."""

from functools import cache

from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.simulation.bodies import body

PARTS = (
    Position.RIGHT_THUMB,
    Position.RIGHT_INDEX,
    Position.LEFT_INDEX,
    Position.IRIS_RIGHT,
    Position.FACE,
)


@cache
def records(seed: int, *, impression: int = 0, parts: tuple[Position, ...] = PARTS) -> dict[str, bytes]:
    """The records of one body's parts as one visit of it gives them."""
    drawn = body(seed)
    return {str(part): encode_record(drawn.sample(part, impression=impression)) for part in parts}
