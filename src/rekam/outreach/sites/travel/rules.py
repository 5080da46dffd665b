"""Ways between places: straight lines, links with a season, boats that wait for nobody (pure)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from rekam.kernel.errors import RuleBroken

EARTH_KM = 6371.0088  # mean radius. Source: IUGG, Moritz 1980
Minutes = npt.NDArray[np.float64]
MOST_MINUTES = 1440
MONTHS = range(1, 13)


class Mode(StrEnum):
    """By what one goes."""

    ROAD = "road"
    BOAT = "boat"
    FOOT = "foot"


class Origin(StrEnum):
    """Where a travel time is from; only LINK is somebody's own knowledge of the way."""

    LINK = "link"
    BOAT = "boat"
    ROADS = "roads"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class Season:
    """Months (both included) in which a way is open; 11 to 2 goes over the new year."""

    first: int = 1
    last: int = 12

    def holds(self, on: date) -> bool:
        """Whether the day is in it."""
        if self.first <= self.last:
            return self.first <= on.month <= self.last
        return on.month >= self.first or on.month <= self.last


def check_link(*, minutes: int, season: Season) -> None:
    """Raises RuleBroken("link_minutes" | "season_malformed")."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise RuleBroken("link_minutes", most=MOST_MINUTES)
    if season.first not in MONTHS or season.last not in MONTHS:
        raise RuleBroken("season_malformed")


def straight_minutes(positions: Sequence[tuple[float, float]], *, detour: float, kmh: float) -> Minutes:
    """Minutes between all places: the great circle, made longer by the detour, at a speed.

    positions  latitude and longitude in degrees
    detour     1 or more; road kilometres for one of the straight line
    kmh        door to door
    """
    degrees = np.radians(np.asarray(positions, dtype=np.float64).reshape(-1, 2))
    latitude, longitude = degrees[:, 0], degrees[:, 1]
    across = np.sin((latitude[:, None] - latitude) / 2) ** 2
    along = np.sin((longitude[:, None] - longitude) / 2) ** 2
    half = across + np.cos(latitude[:, None]) * np.cos(latitude) * along
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return np.asarray(km * detour / kmh * 60)


@dataclass(frozen=True)
class Sailing:
    """A boat that leaves on some weekdays: minutes it takes, and the season it goes in."""

    departs: time
    minutes: int
    weekdays: frozenset[int]
    season: Season = Season()

    def goes(self, on: date) -> bool:
        """Whether it goes that day."""
        return on.weekday() in self.weekdays and self.season.holds(on)

    @property
    def leaves(self) -> int:
        """Minutes after midnight."""
        return self.departs.hour * 60 + self.departs.minute

    @property
    def arrives(self) -> int:
        """Minutes after midnight."""
        return self.leaves + self.minutes


def whole(minutes: float) -> int:
    """Minutes as a plan has them, never less than the way takes."""
    return math.ceil(minutes)
