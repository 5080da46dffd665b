"""The three logical devices of the simulation, and how SBI names parts of the body."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rekam.abis.engine.positions import FINGERS, Position


class Kind(StrEnum):
    """SBI's `type` of a device and of what it captures."""

    FINGER = "Finger"
    IRIS = "Iris"
    FACE = "Face"


ANY: Final = "Biometric Device"


@dataclass(frozen=True)
class Unit:
    """One logical device: what it is and which positions each of its deviceSubIds takes."""

    device_id: str
    kind: Kind
    sub_type: str
    serial: str
    model: str
    positions: dict[str, tuple[Position, ...]]


_P: Final = Position
LEFT_SLAP: Final = (_P.LEFT_INDEX, _P.LEFT_MIDDLE, _P.LEFT_RING, _P.LEFT_LITTLE)
RIGHT_SLAP: Final = (_P.RIGHT_INDEX, _P.RIGHT_MIDDLE, _P.RIGHT_RING, _P.RIGHT_LITTLE)
THUMBS: Final = (_P.LEFT_THUMB, _P.RIGHT_THUMB)

UNITS: Final = (
    Unit(
        device_id="1",
        kind=Kind.FINGER,
        sub_type="Slap",
        serial="SIM-FINGER-0001",
        model="Drawn slap 4-4-2",
        positions={"1": LEFT_SLAP, "2": RIGHT_SLAP, "3": THUMBS},
    ),
    Unit(
        device_id="2",
        kind=Kind.IRIS,
        sub_type="Double",
        serial="SIM-IRIS-0001",
        model="Drawn irises",
        positions={"1": (_P.IRIS_LEFT,), "2": (_P.IRIS_RIGHT,), "3": (_P.IRIS_LEFT, _P.IRIS_RIGHT)},
    ),
    Unit(
        device_id="3",
        kind=Kind.FACE,
        sub_type="Full face",
        serial="SIM-FACE-0001",
        model="Drawn face",
        positions={"0": (_P.FACE,)},
    ),
)


def _subtype(position: Position) -> str:
    side, _, part = position.value.partition("_")
    tail = "Thumb" if part == "thumb" else f"{part.capitalize()}Finger"
    return f"{side.capitalize()} {tail}"


SUBTYPES: Final[dict[Position, str]] = {
    **{position: _subtype(position) for position in FINGERS},
    Position.IRIS_LEFT: "Left",
    Position.IRIS_RIGHT: "Right",
    Position.FACE: "",
}
"""SBI's bioSubType of each position; a face has none."""


def find_position(*, subtype: str, kind: Kind) -> Position | None:
    """The position behind a bioSubType, or None where the name is not one of this kind's."""
    for position, name in SUBTYPES.items():
        of_kind = {Kind.FINGER: position.is_finger, Kind.IRIS: position.is_iris}.get(kind, False)
        if of_kind and name == subtype:
            return position
    return None
