"""Whether a capture holds the parts that were asked for: four fingers of a slap, both irises."""

from collections import Counter
from collections.abc import Sequence

from rekam.kernel.errors import RuleBroken


def check_parts(found: Sequence[str], *, asked: Sequence[str]) -> None:
    """Refuse a capture with a part too few, twice, or of another hand.

    found   positions as the device named its segments; "" for one that it could not name
    Raises RuleBroken("device_part_other" with the positions nobody asked for, "device_part_doubled" with
    those named twice, or "device_part_missing" with `got`, `of` and the positions that are not there).
    """
    named = Counter(position for position in found if position)
    if other := set(named) - set(asked):
        raise RuleBroken("device_part_other", positions=_joined(other))
    if doubled := {position for position, count in named.items() if count > 1}:
        raise RuleBroken("device_part_doubled", positions=_joined(doubled))
    if missing := set(asked) - set(named):
        raise RuleBroken("device_part_missing", got=len(named), of=len(asked), positions=_joined(missing))


def _joined(positions: set[str]) -> str:
    return ",".join(sorted(positions))
