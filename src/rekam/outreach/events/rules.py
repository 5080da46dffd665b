"""Kinds of service events, how many people one holds, and what each channel costs (pure)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.outreach.results.rules import Counts
from rekam.outreach.sites.rules import Group
from rekam.outreach.sites.rules import Kind as SiteKind

MOST_PER_HOUR, MOST_KITS, MOST_WEEKS = 60, 50, 26


class Kind(StrEnum):
    """What a service event is."""

    SCHOOL_DAY = "school_day"
    SATURDAY = "saturday"
    EVENING = "evening"
    COUNTER = "counter"  # MPP, GPP, a mall
    MARKET_DAY = "market_day"
    CAR_FREE = "car_free"


class Service(StrEnum):
    """What people get there."""

    RECORDING = "recording"
    PRINTING = "printing"
    COLLECTION = "collection"
    IKD = "ikd"


@dataclass(frozen=True)
class Hours:
    """When a kind of event is usually held; `source` is empty where it is an assumption of ours."""

    opens: time
    closes: time
    source: str = ""


HOURS: Mapping[Kind, Hours] = {
    Kind.SCHOOL_DAY: Hours(time(8), time(14)),
    Kind.SATURDAY: Hours(time(9), time(12), "ekbisbanten.com, 3 January 2024: Kota Serang"),
    Kind.EVENING: Hours(
        time(16), time(21), "mediaindonesia.com 227426: the closing hour of kecamatan of Kota Bekasi"
    ),
    Kind.COUNTER: Hours(time(8), time(15)),
    Kind.MARKET_DAY: Hours(time(7), time(12)),
    Kind.CAR_FREE: Hours(time(6), time(10)),
}


def check_event(
    *, kits: int, per_hour: int, opens: time, closes: time, services: Collection[Service]
) -> None:
    """Whether an event can be held like this; nobody can be recorded without a kit.

    kits  that record there, per_hour people each an hour
    Raises RuleBroken("event_hours" | "event_capacity" | "event_services").
    """
    if opens >= closes:
        raise RuleBroken("event_hours")
    least = 1 if Service.RECORDING in services else 0
    if not (least <= kits <= MOST_KITS and 1 <= per_hour <= MOST_PER_HOUR):
        raise RuleBroken("event_capacity")
    if not services:
        raise RuleBroken("event_services")


def hours_between(opens: time, closes: time) -> float:
    """Hours from one time of a day to a later one."""
    day = date.min
    return (datetime.combine(day, closes) - datetime.combine(day, opens)).total_seconds() / 3600


def capacity(*, kits: int, per_hour: int, opens: time, closes: time) -> int:
    """How many people can be recorded in that time."""
    return int(kits * per_hour * hours_between(opens, closes))


def with_registered(counts: Counts, *, beyond: int, registered: int) -> tuple[Counts, int]:
    """A report's buckets and who came besides, once those who registered without a name count as called.

    Of the people recorded who are on no list, the first are taken for those who registered; the registered
    who are missing did not come.
    """
    came = min(beyond, registered)
    counted = {
        **vars(counts),
        "recorded": counts.recorded + came,
        "absent": counts.absent + registered - came,
    }
    return Counts(**counted), beyond - came


class Channel(StrEnum):
    """By which way people are recorded: at the office's counter, at an event, or on a visit to a place."""

    OFFICE = "office"
    VILLAGE = "village"
    SCHOOL = "school"
    INSTITUTION = "institution"  # hospital, prison, pesantren, factory
    HOMES = "homes"
    REMOTE = "remote"  # island, border
    SCHOOL_DAY = "school_day"
    SATURDAY = "saturday"
    EVENING = "evening"
    COUNTER = "counter"
    MARKET_DAY = "market_day"
    CAR_FREE = "car_free"


OF_SITES: Mapping[SiteKind, Channel] = {
    SiteKind.SCHOOL: Channel.SCHOOL,
    **dict.fromkeys(
        (SiteKind.PESANTREN, SiteKind.HOSPITAL, SiteKind.RUTAN, SiteKind.LAPAS, SiteKind.FACTORY),
        Channel.INSTITUTION,
    ),
    SiteKind.HOMES: Channel.HOMES,
    SiteKind.ISLAND: Channel.REMOTE,
    SiteKind.BORDER: Channel.REMOTE,
    SiteKind.MARKET: Channel.MARKET_DAY,
    SiteKind.COUNTER: Channel.COUNTER,
}


def channel_of(*, event: Kind | None, site: SiteKind | None) -> Channel:
    """The channel of a visit: of its event, else of its place; an unknown place is a kelurahan's hall."""
    if event is not None:
        return Channel(event.value)
    return OF_SITES.get(site, Channel.VILLAGE) if site else Channel.VILLAGE


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What a channel took and brought in a period.

    days        team-days of visits, station-days at the counter
    hours       of teams
    people      recorded
    groups      of them, by what they are to the weights: first-time voters, elderly, disabled
    cost        rupiah; None where some of it is not known
    """

    days: int = 0
    hours: float = 0.0
    people: int = 0
    groups: Mapping[Group, int] = field(default_factory=Counter)
    cost: int | None = 0

    def __add__(self, other: "Spent") -> "Spent":
        known = self.cost is not None and other.cost is not None
        return Spent(
            days=self.days + other.days,
            hours=self.hours + other.hours,
            people=self.people + other.people,
            groups=Counter(self.groups) + Counter(other.groups),
            cost=(self.cost or 0) + (other.cost or 0) if known else None,
        )

    @property
    def cost_each(self) -> float | None:
        """Rupiah a person recorded; None where the cost is not known or nobody was recorded."""
        return self.cost / self.people if self.cost is not None and self.people else None

    @property
    def people_an_hour(self) -> float | None:
        return self.people / self.hours if self.hours else None
