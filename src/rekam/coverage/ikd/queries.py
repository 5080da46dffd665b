"""Activations by area, channel and week, from the newest word on each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet, Sum

from rekam.coverage.ikd.models import IkdCount, IkdSession
from rekam.coverage.ikd.rules import Channel, Count, Session, monday_of

Key = tuple[date, str, str]


@dataclass(frozen=True)
class Sums:
    """Activations of one kelurahan by one channel up to a day."""

    area_code: str
    channel: Channel
    own: int
    outsiders: int


@dataclass(frozen=True)
class Source:
    """The newest word of an area: the day it speaks of, and who says so."""

    on: date
    name: str


def key(line: Count) -> Key:
    """Of which only the newest line holds."""
    return line.on, line.area_code, line.channel


def newest(lines: Iterable[Count]) -> Mapping[Key, Count]:
    """What is known of the same days and kelurahan as these lines."""
    days, areas = {line.on for line in lines}, {line.area_code for line in lines}
    return {
        (row.on, row.area_code, row.channel): Count(
            row.on, row.area_code, Channel(row.channel), row.own, row.outsiders, row.source
        )
        for row in _newest(Q(on__in=days, area_code__in=areas))
    }


def sums(*, area_code: str, on: date) -> Sequence[Sums]:
    """The activations of an area up to and with a day, by kelurahan and channel."""
    rows = IkdCount.objects.filter(pk__in=_newest(_inside(area_code) & Q(on__lte=on)).values("pk"))
    found = rows.values("area_code", "channel").annotate(own_sum=Sum("own"), outsider_sum=Sum("outsiders"))
    return [
        Sums(row["area_code"], Channel(row["channel"]), row["own_sum"], row["outsider_sum"])
        for row in found.order_by("area_code", "channel")
    ]


def weeks(*, area_code: str, on: date, count: int) -> Sequence[tuple[date, int]]:
    """Own residents activated in each of the last weeks, by its Monday, the oldest first."""
    last = monday_of(on)
    first = last - timedelta(weeks=count - 1)
    by_week: Counter[date] = Counter()
    for row in _newest(_inside(area_code) & Q(on__gte=first, on__lte=on)):
        by_week[monday_of(row.on)] += row.own
    return [(first + timedelta(weeks=n), by_week[first + timedelta(weeks=n)]) for n in range(count)]


def find_source(*, area_code: str, on: date) -> Source | None:
    """The line that speaks of the newest day; None where nothing was told yet."""
    row = IkdCount.objects.filter(_inside(area_code), on__lte=on).order_by("-on", "-pk").first()
    return None if row is None else Source(row.on, row.source)


def explained(*, area_code: str, on: date) -> Mapping[str, date]:
    """The last day of socialisation of each kelurahan that had one by a day."""
    found = IkdSession.objects.filter(_inside(area_code), on__lte=on).values("area_code")
    return {row["area_code"]: row["last"] for row in found.annotate(last=Max("on"))}


def sessions_known(lines: Iterable[Session]) -> set[tuple[str, date]]:
    """Which of these are written down already."""
    days, areas = {line.on for line in lines}, {line.area_code for line in lines}
    found = IkdSession.objects.filter(on__in=days, area_code__in=areas)
    return set(found.values_list("area_code", "on"))


def _newest(wanted: Q) -> QuerySet[IkdCount]:
    rows = IkdCount.objects.filter(wanted).order_by("area_code", "channel", "on", "-pk")
    return rows.distinct("area_code", "channel", "on")


def _inside(area_code: str) -> Q:
    return Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}.")
