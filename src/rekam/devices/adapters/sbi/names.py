"""Positions of ours and their names in SBI (docs/reference/sbi.md)."""

from collections.abc import Iterable

from rekam.kernel.errors import RuleBroken

_FINGERS = {"index": "IndexFinger", "middle": "MiddleFinger", "ring": "RingFinger", "little": "LittleFinger"}
SUBTYPES: dict[str, str] = {
    **{
        f"{hand}_{finger}": f"{hand.title()} {name}"
        for hand in ("right", "left")
        for finger, name in {**_FINGERS, "thumb": "Thumb"}.items()
    },
    "iris_right": "Right",
    "iris_left": "Left",
}
POSITIONS: dict[str, dict[str, str]] = {
    "Finger": {name: position for position, name in SUBTYPES.items() if not position.startswith("iris_")},
    "Iris": {name: position for position, name in SUBTYPES.items() if position.startswith("iris_")},
    "Face": {"": "face"},
}
UNKNOWN = "UNKNOWN"
FORMATS = {"Finger": "19794-4:2011", "Iris": "19794-6:2011", "Face": "19794-5:2011"}


def bio_type(position: str) -> str:
    """ "Finger", "Iris" or "Face". Raises RuleBroken("position_unknown")."""
    for kind, names in POSITIONS.items():
        if position in names.values():
            return kind
    raise RuleBroken("position_unknown", position=position)


def sub_types(positions: Iterable[str]) -> list[str]:
    """The SBI subtypes of fingers or irises; empty for the face."""
    return [SUBTYPES[position] for position in positions if position in SUBTYPES]


def sub_id(positions: Iterable[str]) -> str:
    """The deviceSubId of a capture: 0 face, 1 left slap or iris, 2 right, 3 both thumbs or both irises."""
    kinds = {bio_type(position) for position in positions}
    if kinds == {"Face"}:
        return "0"
    hands = {"left" if "left" in position else "right" for position in positions}
    thumbs = all(position.endswith("_thumb") for position in positions)
    if thumbs or len(hands) == 2:
        return "3"
    return "1" if hands == {"left"} else "2"
