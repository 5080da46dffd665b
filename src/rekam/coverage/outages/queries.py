"""What outages cost lately and in a year, as coverage shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.functional import Promise

from rekam.coverage.outages.rules import Line, published
from rekam.devices.outages.queries import Outage, calendar, lasted, logged, sites_in, window
from rekam.devices.outages.rules import Cause, Figures, State, figures
from rekam.devices.outages.words import CAUSES
from rekam.kernel.installation import office_day, office_zone
from rekam.kernel.region import area_name

DAYS = 30


@dataclass(frozen=True)
class Now:
    """A confirmed outage that lasts."""

    where: str
    cause: str | Promise
    since: datetime


@dataclass(frozen=True)
class Lately:
    """What outages of an area cost in the last days, which last, and how many nobody looked at yet."""

    days: int
    found: Figures
    lasting: Sequence[Now]
    suspected: int

    @property
    def worst(self) -> str | Promise:
        """The cause that took the most hours; "" for none."""
        cause = next(iter(self.found.by_cause()), None)
        return CAUSES[cause] if cause else ""


def lately(area_code: str, *, at: datetime) -> Lately:
    """The outages of an area in the last DAYS."""
    since, until = window(at=at, days=DAYS)
    rows = logged(since=since, until=until, within=area_code)
    return _lately(rows, within=area_code, since=since, until=until)


def lately_by_part(parts: Sequence[str], *, within: str, at: datetime) -> Mapping[str, Lately]:
    """The same for each part of an area, from one statement."""
    since, until = window(at=at, days=DAYS)
    rows = logged(since=since, until=until, within=within)
    return {
        part: _lately([row for row in rows if sites_in(row, part)], within=part, since=since, until=until)
        for part in parts
    }


def _lately(rows: Sequence[Outage], *, within: str, since: datetime, until: datetime) -> Lately:
    return Lately(
        days=DAYS,
        found=figures(lasted(rows, within=within), since=since, until=until, calendar=calendar()),
        lasting=_lasting(rows),
        suspected=sum(row.state == State.SUSPECTED for row in rows),
    )


def _lasting(rows: Sequence[Outage]) -> list[Now]:
    return [
        Now(", ".join(area_name(site) for site in row.sites), CAUSES[Cause(row.cause)], row.began_at)
        for row in rows
        if row.state == State.CONFIRMED and row.ended_at is None
    ]


@dataclass(frozen=True)
class OfYear:
    """What everybody may read of a year so far."""

    year: int
    lines: Sequence[Line]
    lasting: Sequence[Now]
    unknown: int


def of_year(*, office: str, at: datetime) -> OfYear:
    """The figures of an office in the year that runs, and what is out now."""
    year = office_day(at).year
    since = datetime.combine(date(year, 1, 1), time(), office_zone())
    rows = logged(since=since, until=at, within=office)
    found = figures(lasted(rows), since=since, until=at, calendar=calendar())
    return OfYear(year, published(found), _lasting(rows), found.unknown)
