"""Reads of the log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.db import connection
from django.db.models import Count, Func, IntegerField, Q, Sum
from django.db.models.functions import TruncDate

from rekam.audit.acts import acts
from rekam.audit.checkpoints import Checkpoint
from rekam.audit.models import Entry, Leaf, Waiting
from rekam.audit.nodes import as_record, tree_size
from rekam.audit.places import Alarm, find_alarm, read_all
from rekam.audit.tree import Frontier
from rekam.kernel.errors import RuleBroken

__all__ = [
    "Asked",
    "Entry",
    "Touch",
    "acts",
    "count_by_day",
    "entries_of",
    "exported",
    "find_alarm",
    "find_entries",
    "log_state",
    "moments_of",
    "of_subjects",
    "touched",
]

MOST_OF_ONE = 1000


def exported() -> Iterator[dict[str, object]]:
    """Each numbered entry with its leaf hash, in order; then those that wait; at last the head over these.

    The log may grow meanwhile: what came after the first read is not in the export. Memory stays small,
    however long the log is.
    """
    waiting = list(Waiting.objects.order_by("pk").values_list("pk", flat=True))
    tree = Frontier()
    for leaf in Leaf.objects.select_related("entry").order_by("number").iterator():
        tree.add(bytes(leaf.leaf_hash))
        yield {"leaf": leaf.number, "hash": bytes(leaf.leaf_hash).hex(), "entry": as_record(leaf.entry)}
    told = 0
    for entry in Entry.objects.filter(pk__in=waiting, leaf=None).order_by("pk").iterator():
        told += 1
        yield {"waiting": as_record(entry)}
    yield {"size": tree.size, "root": tree.root().hex(), "not_sequenced": told}


def cases_since(action: str, *, since: datetime, besides: str) -> frozenset[str]:
    """The cases of this action's entries after that moment, of anybody but this actor."""
    rows = Entry.objects.filter(action=action, at__gt=since).exclude(actor=besides).exclude(case="")
    return frozenset(rows.values_list("case", flat=True))


def entries_of(actor: str, *, since: datetime) -> Sequence[tuple[datetime, str, list[str]]]:
    """When somebody did what with which subjects after that moment, the oldest first."""
    rows = Entry.objects.filter(actor=actor, at__gt=since).order_by("at", "pk")
    return list(rows.values_list("at", "action", "subjects"))


def moments_of(action: str, *, subject: str, since: datetime) -> Sequence[datetime]:
    """When this was done with this subject after that moment, the latest first."""
    rows = Entry.objects.filter(action=action, at__gt=since, subjects__contains=[subject])
    return list(rows.order_by("-at", "-pk").values_list("at", flat=True)[:MOST_OF_ONE])


def of_subjects(subjects: Sequence[str], *, limit: int = MOST_OF_ONE) -> Sequence[Entry]:
    """What was done with any of these subjects and who looked at them, the latest first.

    subjects   every id under which the log may know one person
    """
    any_of = Q(pk__in=[])
    for subject in subjects:
        any_of |= Q(subjects__contains=[subject])
    return list(Entry.objects.filter(any_of).order_by("-at", "-pk")[:limit])


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody looks for in the log; empty = all.

    actors   whose entries may be told at all; None = everybody's
    """

    actors: frozenset[str] | None = None
    actor: str = ""
    action: str = ""
    since: datetime
    until: datetime

    @property
    def condition(self) -> Q:
        """The same as a filter."""
        wanted = Q(at__gte=self.since, at__lt=self.until)
        if self.actors is not None:
            wanted &= Q(actor__in=self.actors)
        if self.actor:
            wanted &= Q(actor=self.actor)
        return wanted & Q(action=self.action) if self.action else wanted


def find_entries(asked: Asked, *, before: int | None = None, limit: int = 50) -> Sequence[Entry]:
    """Entries that were asked for, the latest first; `before` an entry's id goes on behind it."""
    rows = Entry.objects.filter(asked.condition)
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])


@dataclass(frozen=True)
class ActorDay:
    """How many entries somebody made on a day, and how many subjects they hold."""

    day: date
    actor: str
    entries: int
    subjects: int


def count_by_day(asked: Asked, *, zone: tzinfo, limit: int = 200) -> Sequence[ActorDay]:
    """Entries by day of a zone and by actor, the latest day first, on it who touched most."""
    rows = (
        Entry.objects.filter(asked.condition)
        .annotate(day=TruncDate("at", tzinfo=zone))
        .values("day", "actor")
        .annotate(
            entries=Count("pk"),
            touched=Sum(Func("subjects", function="jsonb_array_length", output_field=IntegerField())),
        )
        .order_by("-day", "-touched", "actor")
    )
    return [ActorDay(row["day"], row["actor"], row["entries"], row["touched"] or 0) for row in rows[:limit]]


@dataclass(frozen=True)
class LogState:
    """How long the log is, how many wait for their number, the last checkpoint, and an alarm."""

    size: int
    waiting: int
    last: Checkpoint | None
    alarm: Alarm | None


def log_state() -> LogState:
    """The log and its checkpoints as they stand now."""
    try:
        known = read_all()
    except (RuleBroken, OSError):
        known = ()  # the alarm of the next checkpoint tells
    last = known[-1] if known else None
    return LogState(tree_size(), Waiting.objects.count(), last, find_alarm())


@dataclass(frozen=True)
class Touch:
    """How often somebody did one thing with one subject, and when first and last.

    columns   those that the entries name, where what they showed differs (audit.rules.Act.shown)
    """

    subject: str
    action: str
    columns: str
    times: int
    first: datetime
    last: datetime


def touched(*, actor: str, since: datetime, until: datetime) -> Iterator[Touch]:
    """Every subject that an actor touched from `since` up to, not with, `until`, by act; in no order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT subject, action, coalesce(facts->>'columns', '') AS columns, count(*), min(at), max(at)
            FROM audit_entry, jsonb_array_elements_text(subjects) AS subject
            WHERE actor = %s AND at >= %s AND at < %s
            GROUP BY subject, action, columns
            """,
            [actor, since, until],
        )
        while rows := cursor.fetchmany(10_000):
            for row in rows:
                yield Touch(*row)


def oldest_waiting() -> datetime | None:
    """Since when the entry waits that waits longest for its number; None where none does."""
    first = Waiting.objects.order_by("pk").values("pk")[:1]
    return Entry.objects.filter(pk__in=first).values_list("at", flat=True).first()


def first_moment() -> datetime | None:
    """When the first entry was written; None for an empty log."""
    return Entry.objects.order_by("pk").values_list("at", flat=True).first()
