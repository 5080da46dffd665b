"""A day of visits at home: homes with hours and a worth, crews with a shift, and the ways between."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Minutes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Home:
    """Somebody to visit; its place in `Day.homes` is its number.

    minutes  that the visit takes, 1 or more
    worth    of visiting it that day, more than 0
    opens, closes  minutes after midnight between which the visit begins
    health   whether a health worker has to come along
    locked   the planner wants it that day: it is worth more than all that are not locked together
    """

    minutes: int
    worth: float = 1.0
    opens: int = 0
    closes: int = 24 * 60
    health: bool = False
    locked: bool = False


@dataclass(frozen=True)
class Crew:
    """A team that leaves its office and must be back, in minutes after midnight.

    health  whether a health worker goes along
    """

    leaves: int
    back: int
    health: bool = False


@dataclass(frozen=True)
class Day:
    """What a search is asked.

    ways  minutes between all places, 0 or more and whole: the crews' offices first, then the homes
    """

    crews: Sequence[Crew]
    homes: Sequence[Home]
    ways: Minutes

    @property
    def base(self) -> int:
        """Where the homes begin in `ways`."""
        return len(self.crews)

    def may_go(self, *, crew: int, home: int) -> bool:
        """Whether that crew brings whom the home needs."""
        return self.crews[crew].health or not self.homes[home].health


@dataclass(frozen=True)
class Tour:
    """The homes that one crew visits, in this order."""

    crew: int
    homes: tuple[int, ...]
