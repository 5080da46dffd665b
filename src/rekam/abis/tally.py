"""How much was done when, in spans of five minutes: what a page of operations draws. Counts of nobody.

One row a line of work, step and span; a count is one statement, and a day's chart reads a few hundred rows.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Sum

from rekam.abis.models import Tally
from rekam.abis.pace import SPAN, Pace

KEPT: Final = timedelta(days=31)
OFFICE: Final = "office"
SEARCH: Final = "search"
# By hand, since the ORM has no count that adds to the row it meets.
_ADD: Final = (
    "INSERT INTO abis_tally (line, step, span, done) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (line, step, span) DO UPDATE SET done = abis_tally.done + EXCLUDED.done"
)
_NOTE: Final = (
    "INSERT INTO abis_tally (line, step, span, done, waiting) VALUES (%s, %s, %s, 0, %s) "
    "ON CONFLICT (line, step, span) DO UPDATE SET waiting = EXCLUDED.waiting"
)


def count(line: str, step: str, *, at: datetime, done: int = 1) -> None:
    """Count what was done of a step: one row of its span grows."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [line, step, span_of(at), done])


def note_waiting(line: str, waiting: Mapping[str, int], *, at: datetime) -> None:
    """Write down how many wait for each step now; of one span the last note stays."""
    with connection.cursor() as cursor:
        cursor.executemany(_NOTE, [(line, step, span_of(at), many) for step, many in waiting.items()])


def span_of(at: datetime) -> datetime:
    """The beginning of the five minutes that a moment lies in, UTC."""
    seconds = int(SPAN.total_seconds())
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=UTC)


def paces(line: str, *, at: datetime) -> Mapping[str, Pace]:
    """How much was done of each step of a line in the hour and the day before; steps without any left out."""
    found: dict[str, list[tuple[datetime, int]]] = {}
    rows = Tally.objects.filter(line=line, span__gt=at - timedelta(days=1), span__lte=at, done__gt=0)
    for step, span, done in rows.values_list("step", "span", "done"):
        found.setdefault(step, []).append((span, done))
    return {step: _pace(spans, at=at) for step, spans in found.items()}


def _pace(spans: Sequence[tuple[datetime, int]], *, at: datetime) -> Pace:
    hour = sum(done for span, done in spans if span > at - timedelta(hours=1))
    return Pace(hour=hour, day=sum(done for _, done in spans), peak=max(done for _, done in spans))


def hours(line: str, step: str, *, at: datetime, most: int = 24) -> Sequence[tuple[datetime, int]]:
    """What was done of a step in each of the last hours on the clock, the running one last; none left out."""
    last = at.replace(minute=0, second=0, microsecond=0)
    named = [last - timedelta(hours=back) for back in range(most - 1, -1, -1)]
    done = dict.fromkeys(named, 0)
    rows = Tally.objects.filter(line=line, step=step, span__gte=named[0], span__lte=at)
    for span, many in rows.values_list("span").annotate(many=Sum("done")):
        done[span.replace(minute=0)] += many
    return list(done.items())


def waiting_before(line: str, *, at: datetime) -> Mapping[str, tuple[datetime, int]]:
    """How many waited for each step at the earliest note of the hour before; steps without one left out."""
    rows = Tally.objects.filter(
        line=line, span__gte=at - timedelta(hours=1, minutes=5), span__lt=span_of(at), waiting__isnull=False
    )
    found: dict[str, tuple[datetime, int]] = {}
    for step, span, waiting in rows.order_by("-span").values_list("step", "span", "waiting"):
        found[step] = (span, int(waiting or 0))
    return found


def forget(*, at: datetime) -> int:
    """Let go of spans of more than a month ago; how many."""
    gone, _ = Tally.objects.filter(span__lt=at - KEPT).delete()
    return gone
