"""What an activation counts for, and against which of three bases (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum


class Channel(StrEnum):
    """Where the officer's QR was scanned."""

    OFFICE = "kantor"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"
    SCHOOL = "sekolah"
    CAMPUS = "kampus"
    MPP = "mpp"
    MOBILE = "keliling"
    OTHER = "lain"


@dataclass(frozen=True)
class Count:
    """Activations of one day, kelurahan and channel; of a period, dated by its last day.

    own        residents of this office, by the kelurahan of their domicile
    outsiders  residents of another office, by the kelurahan of the counter that served them
    source     who says so, and as of when
    """

    on: date
    area_code: str
    channel: Channel
    own: int
    outsiders: int
    source: str


@dataclass(frozen=True)
class Session:
    """A day on which IKD was explained in a kelurahan."""

    on: date
    area_code: str
    source: str


@dataclass(frozen=True)
class Goal:
    """A share of the recorded who shall have activated IKD, from a day on."""

    since: date
    percent: int
    source: str


# National, of the recorded. The day of a year's target is taken to be its first.
GOALS = (
    Goal(date(2023, 1, 1), 25, "Media Indonesia 2023"),
    Goal(date(2024, 1, 1), 30, "NusaBali, 2024"),
)
WEEKS_SHOWN = 12


def goal_on(day: date) -> Goal | None:
    """The national target in force on a day; None before the first."""
    return max((goal for goal in GOALS if goal.since <= day), key=lambda goal: goal.since, default=None)


def people_of(goal: Goal, *, recorded: int) -> int:
    """Persons that a target asks for, of so many recorded; a part of a person is a whole one."""
    return -(-recorded * goal.percent // 100)


def percent_of(part: int, base: int) -> Decimal | None:
    """A share in percent, cut down to two decimals; None of nothing. More than 100 is told as it is."""
    if not base:
        return None
    return (Decimal(100 * part) / base).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


@dataclass(frozen=True)
class Standing:
    """An area's activations by a day, beside its three bases; outsiders count for none of them."""

    wajib: int
    recorded: int
    own: int = 0
    outsiders: int = 0
    target: int = 0

    @property
    def of_recorded(self) -> Decimal | None:
        """Percent of those who could activate: one must be recorded for it."""
        return percent_of(self.own, self.recorded)

    @property
    def of_wajib(self) -> Decimal | None:
        """Percent of all who must hold a card."""
        return percent_of(self.own, self.wajib)

    @property
    def of_target(self) -> Decimal | None:
        """Percent of the target: the largest of the three, and no coverage."""
        return percent_of(self.own, self.target)


def monday_of(day: date) -> date:
    """The Monday that begins a day's week."""
    return day - timedelta(days=day.weekday())
