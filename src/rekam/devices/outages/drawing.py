"""The calendar of outages: for each site a band of days, with what was out on it (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rekam.devices.outages.rules import DAY_HOURS, Calendar, State

WIDTH, HEIGHT, LEAST_WIDE = 1000.0, 20.0, 4.0


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An outage on the calendar."""

    sites: Sequence[str]
    state: State
    began: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Bar:
    """A piece of the band: from left, so wide; its kind is its class."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True)
class Band:
    """A site with its days off and its outages, and the open hours that it lost."""

    site: str
    closed: Sequence[Bar]
    bars: Sequence[Bar]
    hours: float


def bands(
    shown: Iterable[Shown],
    *,
    sites: Iterable[str],
    lost: Mapping[str, float],
    since: datetime,
    until: datetime,
    calendar: Calendar,
) -> list[Band]:
    """A band for each site, those with the most hours lost first; dismissed outages are not drawn.

    lost    hours by site
    A day is as wide as every other, and within it only the open hours have room: nights are not drawn.
    """
    kept = [one for one in shown if one.state is not State.DISMISSED]
    everywhere = sorted({*sites, *(site for one in kept for site in one.sites)})
    closed = _closed(since=since, until=until, calendar=calendar)
    found = [
        Band(
            site,
            closed,
            [
                bar
                for one in kept
                if site in one.sites
                for bar in _bars(one, since=since, until=until, calendar=calendar)
            ],
            lost.get(site, 0.0),
        )
        for site in everywhere
    ]
    return sorted(found, key=lambda band: (-band.hours, band.site))


def _days(since: datetime, until: datetime, *, calendar: Calendar) -> int:
    return (until.astimezone(calendar.zone).date() - since.astimezone(calendar.zone).date()).days + 1


def _bars(one: Shown, *, since: datetime, until: datetime, calendar: Calendar) -> Iterable[Bar]:
    first = since.astimezone(calendar.zone).date()
    day_wide = WIDTH / _days(since, until, calendar=calendar)
    for begin, end in calendar.open_spans(max(one.began, since), min(one.ended or until, until)):
        day = begin.astimezone(calendar.zone)
        opens = next(iter(calendar.open_spans(_midnight(day), _midnight(day) + timedelta(days=1))))[0]
        offset = (begin - opens).total_seconds() / 3600 / DAY_HOURS
        width = (end - begin).total_seconds() / 3600 / DAY_HOURS * day_wide
        yield Bar(
            round(((day.date() - first).days + offset) * day_wide, 1),
            round(max(width, LEAST_WIDE), 1),
            one.state.value,
        )


def _closed(*, since: datetime, until: datetime, calendar: Calendar) -> list[Bar]:
    """The days on which places are shut."""
    days = _days(since, until, calendar=calendar)
    wide = WIDTH / days
    start = _midnight(since.astimezone(calendar.zone))
    shut = [
        number
        for number in range(days)
        if not any(calendar.open_spans(start + timedelta(days=number), start + timedelta(days=number + 1)))
    ]
    return [Bar(round(number * wide, 1), round(wide, 1), "closed") for number in shut]


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
