"""Writing events, in the form that the fold reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from rekam.registry.entries.state import COLUMNS, ResidentState, as_json, differences
from rekam.registry.models import Event, Resident

Facts = dict[str, str | int | bool | None]


@dataclass(frozen=True, kw_only=True)
class Written:
    """One event to be written: the row as it is now, and what it was before (None = a new row)."""

    row: Resident
    kind: str
    before: ResidentState | None
    facts: Facts = field(default_factory=dict)


def state_of_row(row: Resident) -> ResidentState:
    """A row of the register as the fold knows it."""
    return ResidentState(**{name: getattr(row, name) for name in COLUMNS})


def write_events(
    written: Sequence[Written], *, on: date, actor: str, at: datetime, entry: UUID | None = None
) -> None:
    """Write one event for each row, inside the transaction that changed it.

    The first event that can be seen of a resident, and each one that moves him to another area, carries
    the whole state: a loaded row needs no event of its own, and each office folds from what it sees.
    """
    rows = [one.row.pk for one in written]
    begun = set(
        Event.objects.filter(resident__in=rows).exclude(state=None).values_list("resident_id", flat=True)
    )
    Event.objects.bulk_create(
        [
            _event(one, has_state=one.row.pk in begun, on=on, actor=actor, at=at, entry=entry)
            for one in written
        ],
        batch_size=500,
    )


def _event(one: Written, *, has_state: bool, on: date, actor: str, at: datetime, entry: UUID | None) -> Event:
    after = state_of_row(one.row)
    changes = differences(before=one.before, after=after) if one.before else {}
    begins = one.before is None or not has_state or "area_code" in changes
    return Event(
        resident=one.row,
        area_code=one.row.area_code,
        kind=one.kind,
        valid_on=on,
        recorded_at=at,
        actor=actor,
        facts=one.facts,
        changes=changes,
        state=as_json(after) if begins else None,
        entry=entry,
    )
