"""Kinds of sites, what is assumed of each, and who comes before whom (pure)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum, StrEnum

from rekam.kernel.errors import RuleBroken

WEEK = range(7)  # Monday is 0
WORKDAYS = (0, 1, 2, 3, 4)
OPENS, CLOSES = time(8), time(15)
NPSN = re.compile(r"[0-9P][0-9]{7}", re.ASCII)
CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{1,19}", re.ASCII)


class Kind(StrEnum):
    """What a site is. An OFFICE is where teams begin; nobody is visited there."""

    VILLAGE = "village"
    SCHOOL = "school"
    PESANTREN = "pesantren"
    HOSPITAL = "hospital"
    RUTAN = "rutan"
    LAPAS = "lapas"
    MARKET = "market"
    FACTORY = "factory"
    HOMES = "homes"
    ISLAND = "island"
    BORDER = "border"
    COUNTER = "counter"  # MPP, GPP, a mall
    OFFICE = "office"


# Who is named by several sites stands at the first of these; a village is everybody's last.
PRIORITY = (
    *(Kind.HOMES, Kind.LAPAS, Kind.RUTAN, Kind.HOSPITAL, Kind.PESANTREN, Kind.SCHOOL),
    *(Kind.FACTORY, Kind.ISLAND, Kind.BORDER, Kind.MARKET, Kind.COUNTER),
)
# Who is there cannot go home meanwhile: while the place is closed to us, nobody reaches them.
HOLDS = frozenset({Kind.HOMES, Kind.LAPAS, Kind.RUTAN, Kind.HOSPITAL})
# Kinds to which nobody belongs: a market day makes its village better, an office is where teams begin.
NOBODYS = frozenset({Kind.MARKET, Kind.OFFICE})


class Signal(StrEnum):
    """What the network is like there; a station records without one."""

    GOOD = "good"
    WEAK = "weak"
    NONE = "none"
    UNKNOWN = "unknown"


class Group(IntEnum):
    """What somebody is to the weights; who is several counts by the heaviest."""

    OTHER = 0
    FIRST_TIME = 1
    ELDERLY = 2
    DISABLED = 3


@dataclass(frozen=True)
class Turnout:
    """The share (0 to 1) of those not recorded who come to one visit.

    source  where the figure is from; "" = an assumption of ours until results teach better
    """

    share: float
    source: str = ""


FAKTA = "faktabanten.co.id (Disdukcapil Kab. Serang kewalahan): 300 dipanggil, kurang dari 100 datang"
TURNOUT: Mapping[Kind, Turnout] = {
    Kind.VILLAGE: Turnout(0.33, FAKTA),
    Kind.SCHOOL: Turnout(0.80),
    Kind.PESANTREN: Turnout(0.80),
    Kind.HOSPITAL: Turnout(0.70),
    Kind.RUTAN: Turnout(0.90),
    Kind.LAPAS: Turnout(0.90),
    Kind.MARKET: Turnout(0.20),
    Kind.FACTORY: Turnout(0.50),
    Kind.HOMES: Turnout(0.85),
    Kind.ISLAND: Turnout(0.40),
    Kind.BORDER: Turnout(0.30),
    Kind.COUNTER: Turnout(0.20),
    Kind.OFFICE: Turnout(0.0),
}


def check_site(*, kind: Kind, code: str, weekdays: Collection[int], opens: time, closes: time) -> None:
    """Whether a site can be kept like this; a school's code is its NPSN, eight digits or P and seven.

    Raises RuleBroken("npsn_malformed" | "site_code_malformed" | "site_never_open" | "site_hours").
    Source: Permendikbud 79/2015 on Dapodik: each school has a national number, the NPSN (article recalled).
    In force from 2015-12-31.
    """
    if kind is Kind.SCHOOL and not NPSN.fullmatch(code):
        raise RuleBroken("npsn_malformed")
    if not CODE.fullmatch(code):
        raise RuleBroken("site_code_malformed")
    if not weekdays or not set(weekdays) <= set(WEEK):
        raise RuleBroken("site_never_open")
    if opens >= closes:
        raise RuleBroken("site_hours")


def check_hours(*, leaves: time | None, back: time | None) -> None:
    """Whether a team can be out between these hours, or none are said. Raises RuleBroken("team_hours")."""
    if (leaves is None) != (back is None) or (leaves and back and leaves >= back):
        raise RuleBroken("team_hours")


def check_period(*, first: date, last: date) -> None:
    """Raises RuleBroken("period_malformed") unless the days are in order and at most two years."""
    if not 0 <= (last - first).days <= 731:
        raise RuleBroken("period_malformed")


def check_share(*, percent: int, youngest: int, oldest: int) -> None:
    """Whether a share of a kelurahan's people of some ages can be kept; both ages belong to it.

    Raises RuleBroken("share_malformed").
    """
    if not (0 < percent <= 100 and 0 <= youngest <= oldest <= 120):
        raise RuleBroken("share_malformed")
