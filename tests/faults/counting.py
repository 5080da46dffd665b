"""What a run of faults counts, and how it is printed; lost, doubled and stuck must be 0."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

ALWAYS = ("attempted", "landed", "lost", "doubled", "stuck", "seed", "seconds")


@dataclass(kw_only=True)
class Counted:
    """People of a run.

    attempted      an officer began with them
    landed         their packet is there afterwards, where it belongs
    acknowledged   the station, or the server by receipt, had said that it is safe
    lost           acknowledged, and not there
    doubled        there twice
    stuck          there, and can neither be finished nor leave when all is well again
    """

    attempted: int = 0
    landed: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        sums = [a + b for a, b in zip(astuple(self), astuple(other), strict=True)]
        return Counted(**dict(zip((one.name for one in fields(self)), sums, strict=True)))

    @property
    def harm(self) -> int:
        """What must be 0."""
        return self.lost + self.doubled + self.stuck


def table(name: str, counted: object, *, seed: int, seconds: float) -> str:
    """What was counted under the name of its test: the figures that each run has, then its own.

    counted   a dataclass, or names and figures, with those of `ALWAYS` but seed and seconds
    """
    told: dict[str, Any] = {"seed": seed, "seconds": round(seconds, 1)}
    told |= counted if isinstance(counted, Mapping) else asdict(counted)  # type: ignore[call-overload]
    first = {key: told.pop(key) for key in ALWAYS}
    return "\n".join([name, *(f"  {key:<14}{value:>10,}" for key, value in {**first, **told}.items())])
