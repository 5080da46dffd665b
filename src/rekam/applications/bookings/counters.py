"""The office's counters: where, when, with which kits and how many people, and other people on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.bookings.hours import Hours, check_hours
from rekam.applications.bookings.models import Counter, CounterDay
from rekam.applications.bookings.places import as_kept
from rekam.applications.bookings.rules import Purpose
from rekam.audit.services import record
from rekam.devices.kits.queries import kits
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How a counter is kept.

    kits      that stand there; others do not count for it
    walk_ins  percent of its capacity that nobody can book
    """

    name: str
    address: str
    week: dict[int, Hours]
    purposes: Collection[Purpose]
    kits: Collection[UUID]
    recorders: int
    clerks: int
    minutes_recording: int
    minutes_desk: int
    walk_ins: int


def get_counter(counter: UUID, *, lock: bool = False) -> Counter:
    """A counter of the scope. Raises RuleBroken("not_found")."""
    rows = Counter.objects.select_for_update() if lock else Counter.objects.all()
    found = rows.filter(uuid=counter).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def kits_for(area_code: str) -> dict[UUID, str]:
    """Names of the kits that can stand at a counter of an area: those that go out with no team."""
    return {kit.uuid: kit.name for kit in kits(within=area_code) if not kit.team}


@transaction.atomic
def open_counter(*, area_code: str, kept: Kept, actor: str, at: datetime) -> Counter:
    """Open a counter.

    Raises RuleBroken("counter_area" | "counter_never_open" | "counter_hours" | "counter_purposes" |
    "counter_people" | "counter_kits").
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("counter_area")
    row = _as(Counter(area_code=area_code), kept)
    row.save(force_insert=True)
    record("applications.counter_opened", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def change_counter(*, counter: UUID, kept: Kept, actor: str, at: datetime) -> Counter:
    """Keep a counter otherwise; what is booked stays, and is named where it no longer fits.

    Raises RuleBroken("not_found") and what `open_counter` raises.
    """
    row = _as(get_counter(counter, lock=True), kept)
    row.save()
    record("applications.counter_changed", actor=actor, at=at, case=str(row.uuid))
    return row


def _as(row: Counter, kept: Kept) -> Counter:
    check_hours(kept.week)
    if not set(kept.kits) <= set(kits_for(row.area_code)):
        raise RuleBroken("counter_kits")
    if not kept.purposes:
        raise RuleBroken("counter_purposes")
    if not kept.recorders + kept.clerks:
        raise RuleBroken("counter_people")
    for name, told in vars(kept).items():
        if name not in {"week", "purposes", "kits"}:
            setattr(row, name, told)
    row.hours = as_kept(kept.week)
    row.purposes = [one for one in Purpose if one in kept.purposes]
    row.kits = sorted(str(kit) for kit in kept.kits)
    return row


@transaction.atomic
def end_counter(*, counter: UUID, on: date, actor: str, at: datetime) -> Counter:
    """Close a counter for good from a day on; nobody can book it then.

    Raises RuleBroken("not_found" | "day_in_the_past").
    """
    row = get_counter(counter, lock=True)
    if on < office_day(at):
        raise RuleBroken("day_in_the_past")
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    record("applications.counter_ended", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def staff_day(
    *, counter: UUID, on: date, recorders: int, clerks: int, actor: str, at: datetime
) -> CounterDay:
    """Say that other people than usual work at a counter on a day.

    Raises RuleBroken("not_found" | "day_in_the_past").
    """
    row = get_counter(counter, lock=True)
    if on < office_day(at):
        raise RuleBroken("day_in_the_past")
    told = {"recorders": recorders, "clerks": clerks, "area_code": row.area_code, "actor": actor, "at": at}
    day, _made = CounterDay.objects.update_or_create(counter=row, on=on, defaults=told)
    record("applications.counter_staffed", actor=actor, at=at, case=str(row.uuid), day=on.isoformat())
    return day
