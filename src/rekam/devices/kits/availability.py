"""Kit by day: ready, reserved, in repair until about when, without a part; what a plan may rest on (pure)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean
from uuid import UUID

from rekam.devices.kits.rules import NEEDED, PartKind


class DayState(StrEnum):
    """How a kit stands on a day; the later ones weigh more."""

    READY = "ready"
    RESERVED = "reserved"
    BORROWED = "borrowed"
    REPAIR = "repair"
    MISSING = "missing"


_WEIGHT = tuple(DayState)
SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class PartNow:
    """A part that is in a kit, or belongs into it.

    ready_on     the first day on which it works: today for one that does, None where nobody knows
    here_from    the first day on which it is in the kit: later than today for a part that is lent away,
                 None for one that is overdue
    here_until   the last day on which it is in the kit; None for one that stays
    """

    kind: PartKind
    ready_on: date | None
    here_from: date | None
    here_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """Days, both included, for which a kit is promised."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class KitNow:
    """What the calendar knows of a kit."""

    kit: UUID
    parts: Sequence[PartNow]
    team: str = ""
    reserved: Sequence[Reserved] = ()


@dataclass(frozen=True)
class KitDay:
    """How a kit stands on a day, because of which part, and about until when (the day it is ready again)."""

    state: DayState
    kind: PartKind | None = None
    until: date | None = None


def kit_day(kit: KitNow, *, day: date) -> KitDay:
    """How a kit stands on a day: what weighs most of the kinds it needs, then whether it is promised."""
    slots = [_slot([part for part in kit.parts if part.kind is kind], kind=kind, day=day) for kind in NEEDED]
    worst = max(slots, key=lambda slot: (_WEIGHT.index(slot.state), slot.until or date.max))
    if worst.state is not DayState.READY:
        return worst
    if any(one.first <= day <= one.last for one in kit.reserved):
        return KitDay(DayState.RESERVED)
    return worst


def _slot(parts: Sequence[PartNow], *, kind: PartKind, day: date) -> KitDay:
    """The best that a kit has of one kind on a day."""
    return min(
        (_part_day(part, day=day) for part in parts),
        key=lambda found: (_WEIGHT.index(found.state), found.until or date.max),
        default=KitDay(DayState.MISSING, kind),
    )


def _part_day(part: PartNow, *, day: date) -> KitDay:
    if part.here_until is not None and day > part.here_until:
        return KitDay(DayState.MISSING, part.kind)
    if part.here_from is None or day < part.here_from:
        return KitDay(DayState.BORROWED, part.kind, part.here_from)
    if part.ready_on is None or day < part.ready_on:
        return KitDay(DayState.REPAIR, part.kind, part.ready_on)
    return KitDay(DayState.READY)


def calendar(kits: Iterable[KitNow], *, days: Sequence[date]) -> Mapping[UUID, Sequence[KitDay]]:
    """How each kit stands on each of the days, in their order."""
    return {kit.kit: [kit_day(kit, day=day) for day in days] for kit in kits}


def ready_kits(kits: Sequence[KitNow], *, days: Iterable[date]) -> Mapping[date, Sequence[UUID]]:
    """The kits that are ready and promised to nobody, day by day."""
    return {day: [kit.kit for kit in kits if kit_day(kit, day=day).state is DayState.READY] for day in days}


def kits_a_team(kits: Sequence[KitNow], *, days: Collection[date]) -> float:
    """How many kits a team has in the mean of the days on which it has one; 1 where no team has any.

    Kits that are with no team count for none.
    """
    ready = ready_kits([kit for kit in kits if kit.team], days=days)
    team_of = {kit.kit: kit.team for kit in kits}
    found = [count for day in days for count in Counter(team_of[kit] for kit in ready[day]).values()]
    return fmean(found) if found else 1.0


def is_working_day(day: date) -> bool:
    """Monday to Saturday, the days on which teams go out."""
    return day.weekday() != SUNDAY


def back_on(kit: KitNow, *, today: date) -> date | None:
    """The first day from today on which a kit can be used, promised or not; None where nobody knows."""
    days = {today, *(day for part in kit.parts for day in (part.ready_on, part.here_from) if day is not None)}
    usable = (DayState.READY, DayState.RESERVED)
    return next((day for day in sorted(days) if day >= today and kit_day(kit, day=day).state in usable), None)
