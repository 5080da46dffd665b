"""What the pages show of outages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from rekam.devices.outages import words
from rekam.devices.outages.drawing import HEIGHT, WIDTH, Shown, bands
from rekam.devices.outages.models import Outage, OutageStep
from rekam.devices.outages.queries import calendar, sites
from rekam.devices.outages.rules import OF_CARDS, Act, Cause, Figures, State
from rekam.kernel.region import area_name

Words = str | Promise


@dataclass(frozen=True)
class Line:
    """An outage of a list."""

    row: Outage
    cause: Words
    where: str
    sign: str
    word: Words
    hours: float
    lasts: bool


@dataclass(frozen=True)
class Step:
    """A line of an outage's history."""

    row: OutageStep
    word: Words
    cause: Words
    where: str


def places(codes: Iterable[str]) -> str:
    """Sites by name."""
    return ", ".join(area_name(code) for code in codes)


def line(row: Outage, *, at: datetime) -> Line:
    """An outage as a list shows it; hours are open ones, and of all its sites together."""
    sign, word = words.STATES[State(row.state)]
    hours = calendar().open_hours(row.began_at, row.ended_at or at) * len(row.sites) * row.share / 100
    return Line(
        row=row,
        cause=words.CAUSES[Cause(row.cause)],
        where=places(row.sites),
        sign=sign,
        word=word,
        hours=hours,
        lasts=row.ended_at is None,
    )


def step(row: OutageStep) -> Step:
    """A line of the history."""
    return Step(row, words.ACTS[Act(row.act)], words.CAUSES[Cause(row.cause)], places(row.sites))


@dataclass(frozen=True)
class CauseLine:
    """A cause in the table of figures."""

    cause: Words
    of_cards: bool
    times: int
    hours: float
    people: int | None


def cause_lines(found: Figures) -> list[CauseLine]:
    """What each cause cost, the most hours first."""
    people = found.people_by_cause()
    hours = found.by_cause()
    order = sorted(found.times, key=lambda cause: (-hours.get(cause, 0.0), cause))
    return [
        CauseLine(words.CAUSES[cause], cause in OF_CARDS, found.times[cause], hours[cause], people.get(cause))
        for cause in order
    ]


def drawn(
    rows: Sequence[Outage], *, lost: Mapping[str, float], since: datetime, until: datetime
) -> dict[str, object]:
    """The calendar of a while."""
    shown = [
        Shown(sites=row.sites, state=State(row.state), began=row.began_at, ended=row.ended_at) for row in rows
    ]
    found = bands(shown, sites=sites(), lost=lost, since=since, until=until, calendar=calendar())
    return {"bands": [(band, area_name(band.site)) for band in found], "width": WIDTH, "height": HEIGHT}
