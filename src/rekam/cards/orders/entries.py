"""Lists of print orders and of recordings that wait for one, each line with whose card it is."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rekam.cards.face.fields import Holder
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import AT_MOST, in_order
from rekam.cards.orders.rules import JobState
from rekam.enrolment import queries as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.registry import queries as registry
from rekam.registry.services import said_printable


@dataclass(frozen=True)
class Entry:
    """A line of a list: an order or a record that waits, and whose card it is.

    name, village and born are empty where another office has the person by now.
    """

    record: uuid.UUID
    resident: uuid.UUID
    name: str
    village: str
    since: datetime
    born: date | None
    job: PrintJob | None = None


def orders(state: JobState, *, at: datetime, limit: int = AT_MOST) -> list[Entry]:
    """Orders in one state, as `in_order` has them."""
    return entries_of(in_order(state, at=at)[:limit])


def entries_of(jobs: Iterable[PrintJob]) -> list[Entry]:
    """The lines of these orders, with whose card each is."""
    rows = list(jobs)
    holders = _holders(row.resident for row in rows if row.visit is None) | _guests(rows)
    return [
        _entry(row.record, resident=row.resident, since=row.requested_at, holders=holders, job=row)
        for row in rows
    ]


def records_without_order(*, on: date, limit: int = AT_MOST) -> list[Entry]:
    """Print-ready records for which nobody has ordered a card, the longest waiting first."""
    # A record stays print-ready until its blank is taken, so those already ordered are among these.
    undecided = PrintJob.objects.filter(state__in=[JobState.REQUESTED, JobState.APPROVED]).count()
    found = enrolment.print_ready(limit + undecided, on=on)
    open_ones = PrintJob.objects.filter(record__in=[row.uuid for row in found]).exclude(
        state__in=[JobState.ISSUED, JobState.REFUSED]
    )
    ordered = set(open_ones.values_list("record", flat=True))
    rows = [row for row in found if row.uuid not in ordered][:limit]
    holders = _holders(row.resident for row in rows if row.resident)
    return [
        _entry(row.uuid, resident=row.resident, since=row.state_since, holders=holders)
        for row in rows
        if row.resident in holders and said_printable(holders[row.resident].ektp_status, reprint=False)
    ]


def _holders(uuids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Holder]:
    found: dict[uuid.UUID, Holder] = {}
    for one in uuids:
        try:
            found[one] = registry.get_resident(one)
        except RuleBroken:
            continue  # moved to another office; the list says so
    return found


def _guests(rows: Iterable[PrintJob]) -> dict[uuid.UUID, Holder]:
    """The holders of orders made for who lives elsewhere, by the door."""
    visits = [row.visit for row in rows if row.visit is not None]
    return {one.resident: one.whole() for one in registry.outside.served(visits)} if visits else {}


def _entry(
    record: uuid.UUID,
    *,
    resident: uuid.UUID,
    since: datetime,
    holders: Mapping[uuid.UUID, Holder],
    job: PrintJob | None = None,
) -> Entry:
    holder = holders.get(resident)
    if holder is None:  # moved to another office since the order
        return Entry(record, resident, "", "", since, None, job)
    village = area_name(holder.area_code)
    return Entry(record, resident, holder.full_name, village, since, holder.birth_date, job)
