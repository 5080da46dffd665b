"""What happens when: one timeline for all who take part, on the machine's steady clock."""

from collections.abc import Sequence
from dataclasses import dataclass

WARM, AFTER, REST = 20, 45, 30


@dataclass(frozen=True, kw_only=True)
class Phase:
    """From when to when, how many questions are due.

    rate      questions a second
    between   seconds between two packets of a station
    """

    name: str
    begins: float
    seconds: float
    rate: int
    between: float

    @property
    def ends(self) -> float:
        """When it is over."""
        return self.begins + self.seconds


def plan(
    *, seconds: float, rate: int, times: int, overload: float, harm: float, begins: float
) -> Sequence[Phase]:
    """Warming up, steady, overload, after it, harm, after it; a packet every five minutes, or often."""
    told = [
        ("warm", WARM, rate, 60),
        ("steady", seconds, rate, min(300, max(20, seconds / 2))),
        ("overload", overload, rate * times, 15),
        ("after overload", AFTER, rate, 15),
        ("harm", harm, max(1, rate // 2), 15),
        ("after harm", REST, rate, 15),
    ]
    phases = list[Phase]()
    for name, long, due, between in told:
        phases.append(Phase(name=name, begins=begins, seconds=long, rate=due, between=between))
        begins += long
    return phases


def at(phases: Sequence[Phase], moment: float) -> Phase | None:
    """The phase of a moment; None before the first and after the last."""
    return next((one for one in phases if one.begins <= moment < one.ends), None)
