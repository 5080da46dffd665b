"""What a run of faults counts; the three last figures must be 0."""

from dataclasses import astuple, dataclass, fields


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
