"""How a place stands now: open or not, what is called, how many wait, and how long somebody would wait."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models.functions import ExtractHour

from rekam.applications.bookings.capacity import PACE_DAYS, booked_times, served_minutes, sessions
from rekam.applications.bookings.hours import minute
from rekam.applications.bookings.models import Booking, Outage, Ticket
from rekam.applications.bookings.places import Place, office_now
from rekam.applications.bookings.rules import LINE_OF, Line, Purpose, Session, State
from rekam.applications.bookings.waiting import Day, Stage, Wait, estimates

KEPT_SECONDS = 20
SHOWN = 6  # numbers on the screen


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A line of a place now.

    state    open, closed (today or by now), not_yet, or out (an outage)
    waiting  how many wait
    now      how long somebody who comes now waits; None where too little is known
    hours    the same by the hours of the day that are still to come
    """

    line: Line
    state: str
    opens: str = ""
    closes: str = ""
    waiting: int = 0
    now: Wait | None = None
    hours: Sequence[Wait] = ()


def standing(place: Place, line: Line, *, at: datetime) -> Standing:
    """How a line of a place stands; worked out anew after KEPT_SECONDS."""
    key = f"bookings.standing.{place.uuid}.{line}"
    known: tuple[datetime, Standing] | None = cache.get(key)
    if known is not None and abs((at - known[0]).total_seconds()) < KEPT_SECONDS:
        return known[1]
    found = _standing(place, line, at=at)
    cache.set(key, (at, found), KEPT_SECONDS)
    return found


def _standing(place: Place, line: Line, *, at: datetime) -> Standing:
    now = office_now(at)
    today = sessions(place, line, days=[now.date()], at=at).get(now.date())
    if today is None or not today.stations:
        return Standing(line=line, state="closed")
    opens, closes = today.spans[0][0], today.spans[-1][1]
    shut = Standing(line=line, state="closed", opens=f"{opens:%H.%M}", closes=f"{closes:%H.%M}")
    if now.time() >= closes:
        return shut
    minutes = minute(now.time())
    if any(since <= minutes < until for since, until in today.closed):
        return replace(shut, state="out")
    waiting = Ticket.objects.filter(place=place.uuid, on=now.date(), line=line, stage=Stage.WAITING).count()
    # Whole hours to come, the present minute first.
    ahead = [one for one in range(opens.hour * 60, minute(closes), 60) if one > minutes]
    found = estimates(
        _day(place, line, today, waiting=waiting, at=at),
        at=[max(minutes, minute(opens)), *ahead],
        seed=minutes,
    )
    return replace(
        shut,
        state="open" if now.time() >= opens else "not_yet",
        waiting=waiting,
        now=found[0] if found else None,
        hours=found[1:],
    )


def _day(place: Place, line: Line, session: Session, *, waiting: int, at: datetime) -> Day:
    now = office_now(at)
    booked = booked_times(place, line, days=[now.date()]).get(now.date(), {})
    arrived = Tally(
        Booking.objects.filter(
            place=place.uuid,
            on=now.date(),
            state=State.ARRIVED,
            purpose__in=[one for one in Purpose if LINE_OF[one] is line],
        ).values_list("starts", flat=True)
    )
    busy = Ticket.objects.filter(place=place.uuid, on=now.date(), line=line, stage=Stage.CALLED).count()
    return Day(
        now=minute(now.time()),
        spans=[(minute(since), minute(until)) for since, until in session.spans],
        stations=session.stations,
        busy=min(busy, session.stations),
        waiting=waiting,
        booked=[minute(starts) for starts, n in booked.items() for _ in range(n - arrived[starts])],
        durations=served_minutes(place, line, today=now.date()),
        walk_ins=_walk_ins(place, line, at=at),
    )


def _walk_ins(place: Place, line: Line, *, at: datetime) -> list[tuple[int, float]]:
    """By hour of the day, how many come without a booking on the mean of the last weeks' same weekday."""
    now = office_now(at)
    rows = Ticket.objects.filter(
        place=place.uuid,
        line=line,
        booking=None,
        on__lt=now.date(),
        on__gte=now.date() - timedelta(days=PACE_DAYS),
        on__iso_week_day=now.isoweekday(),
    )
    days = rows.values("on").distinct().count()
    hours = rows.annotate(hour=ExtractHour("taken_at", tzinfo=now.tzinfo)).values_list("hour", flat=True)
    return [(hour, n / days) for hour, n in sorted(Tally(hours).items())]


@dataclass(frozen=True)
class Called:
    """What the screen shows of a line: the numbers called last, and how many wait."""

    line: Line
    numbers: Sequence[Ticket]
    waiting: int


def called(place: Place, *, at: datetime) -> list[Called]:
    """The numbers that are called now at each line of a place, the last first; nobody's name."""
    today = Ticket.objects.filter(place=place.uuid, on=office_now(at).date())
    return [
        Called(
            line,
            list(today.filter(line=line, stage=Stage.CALLED).order_by("-called_at", "-pk")[:SHOWN]),
            today.filter(line=line, stage=Stage.WAITING).count(),
        )
        for line in place.lines
    ]


def open_outages(*, at: datetime, place: Place | None = None) -> list[Outage]:
    """The scope's outages, or a place's, that are on or announced, the first to begin first."""
    rows = Outage.objects.filter(ended_at=None)
    if place is not None:
        rows = rows.filter(place=place.uuid)
    return [row for row in rows.order_by("begins_at", "pk") if row.until is None or row.until > at]
