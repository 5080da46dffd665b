"""Clocks of applications, and the office's figures, in the scope of whoever asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import QuerySet

from rekam.applications.clock import settings
from rekam.applications.clock.performance import Case, Left, Line, by_service, chance_of_lateness, line_of
from rekam.applications.clock.rules import Cause, Clock, Tick, days_used, due_on, fold, is_late
from rekam.applications.filing.models import Application, ApplicationStep
from rekam.applications.filing.steps import OPEN, State, Step
from rekam.kernel.database import current_scope

WINDOW_DAYS = 90
KEPT_SECONDS = 300
OF_APPLICANT = (State.WITHDRAWN, State.LAPSED)


@dataclass(frozen=True, kw_only=True)
class Timed:
    """An application and its clock.

    due      last day of the promise; None at a standstill
    chance   that it will be late, 0 to 1; None where too little is known
    """

    application: Application
    clock: Clock
    used: int
    due: date | None
    chance: float | None = None

    @property
    def late(self) -> bool:
        """Whether the promise is broken."""
        return is_late(self.used)


@dataclass(frozen=True)
class Performance:
    """What the public page tells.

    since, until   days on which the applications were sent
    whole          all of them
    lines, others  by service
    oldest         days used by the open one that waits longest
    """

    since: date
    until: date
    at: datetime
    whole: Line
    lines: tuple[Line, ...]
    others: Line | None
    oldest: int


def ticks_of(keys: Iterable[int]) -> Mapping[int, list[Tick]]:
    """What the clocks of these applications have heard."""
    heard: dict[int, list[Tick]] = defaultdict(list)
    steps = ApplicationStep.objects.filter(application_id__in=list(keys)).order_by("application_id", "number")
    for key, step, at, cause in steps.values_list("application_id", "step", "at", "cause"):
        heard[key].append(Tick(Step(step), at, Cause(cause) if cause else None))
    return heard


def timed(applications: Sequence[Application], *, now: datetime, past: Sequence[Left] = ()) -> list[Timed]:
    """These applications with their clocks, in the same order."""
    heard, zone, counts = (
        ticks_of(row.pk for row in applications),
        settings.office_zone(),
        settings.counting(),
    )
    found = []
    for row in applications:
        clock = fold(heard.get(row.pk, ()), start=settings.start())
        used = days_used(clock, now=now, zone=zone, counts=counts)
        found.append(
            Timed(
                application=row,
                clock=clock,
                used=used,
                due=due_on(clock, now=now, zone=zone, counts=counts),
                chance=chance_of_lateness(state=row.state, used=used, past=past) if past else None,
            )
        )
    return found


def open_applications() -> QuerySet[Application]:
    """Those that somebody waits for, the longest first."""
    return Application.objects.filter(state__in=OPEN).order_by("sent_at", "pk")


def performance(*, now: datetime) -> Performance:
    """The office's figures of the last 90 days, at most five minutes old."""
    key = f"applications.performance:{current_scope().setting}"
    found = cache.get(key)
    if not isinstance(found, Performance):
        found = _performance(now=now)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _performance(*, now: datetime) -> Performance:
    today = now.astimezone(settings.office_zone()).date()
    since = today - timedelta(days=WINDOW_DAYS)
    sent = Application.objects.filter(sent_at__date__gte=since)
    # Whoever has waited for longer than the window is no less open for it.
    waiting = open_applications().exclude(sent_at__date__gte=since)
    rows = [*sent.defer("facts"), *waiting.defer("facts")]
    # Taken back or not gone on with: none of the office's days, unless it was late before.
    counted = [one for one in timed(rows, now=now) if one.late or one.application.state not in OF_APPLICANT]
    cases = [_case(one, now=now) for one in counted]
    lines, others = by_service(cases)
    return Performance(
        since=since,
        until=today,
        at=now,
        whole=line_of(cases),
        lines=lines,
        others=others,
        oldest=max((case.used for case in cases if not case.ended), default=0),
    )


def _case(one: Timed, *, now: datetime) -> Case:
    sent = one.application.sent_at or now
    return Case(
        service=one.application.service,
        used=one.used,
        lived=((one.clock.stopped_at or now) - sent).days,
        ended=one.clock.stopped_at is not None,
        paused_for=one.clock.paused_for,
    )


def past_lengths(*, now: datetime, limit: int = 500) -> list[Left]:
    """How many days each state still took until the answer, of what was answered last."""
    done = Application.objects.filter(
        state__in=(State.READY, State.COLLECTED, State.REJECTED), sent_at__gte=now - timedelta(days=180)
    )
    keys = list(done.order_by("-state_at").values_list("pk", flat=True)[:limit])
    zone, counts, start = settings.office_zone(), settings.counting(), settings.start()
    found = []
    for told in ticks_of(keys).values():
        whole = days_used(fold(told, start=start), now=now, zone=zone, counts=counts)
        for place, tick in enumerate(told):
            state = _REACHED.get(tick.step)
            if state is not None:
                before = fold(told[: place + 1], start=start)
                gone = days_used(before, now=tick.at, zone=zone, counts=counts)
                found.append(Left(state.value, whole - gone))
    return found


_REACHED = {
    Step.SENT: State.WAITING,
    Step.CHECKED: State.CHECKED,
    Step.ORIGINALS: State.IN_WORK,
}


def foretold(rows: Sequence[Timed]) -> int:
    """How many of these will be late, if the office goes on as it did: the sum of their chances."""
    return round(sum(one.chance or 0.0 for one in rows))
