"""The end of a day at a laptop: who was recorded, refused and not finished."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rekam.enrolment.particulars import Person
from rekam.station.store.outbox import Row, State
from rekam.station.store.visits import Draft


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day's work; refused packets of earlier days stay in it until somebody has seen to them.

    recorded    packets that were closed here on the day, the first one first
    refused     packets that the server refused and nobody has closed
    unfinished  people who were begun and not signed
    left        people of the work list who are neither; None where the list has expired for reading
    """

    on: datetime.date
    recorded: tuple[Row, ...]
    refused: tuple[Row, ...]
    unfinished: tuple[Draft, ...]
    left: int | None


def day_of(
    on: datetime.date,
    *,
    rows: Sequence[Row],
    drafts: Sequence[Draft],
    people: Sequence[Person] | None,
    residents: Mapping[uuid.UUID, uuid.UUID | None],
) -> Day:
    """A day out of what the two stores hold; on the laptop's own calendar.

    residents  whom each packet closed here is about, by packet
    people     of the work list, None where it has expired
    """
    here = {one for one in residents.values() if one} | {one.person.resident for one in drafts}
    own = [row for row in rows if row.number is not None]  # not those that a stick brought from elsewhere
    return Day(
        on=on,
        recorded=tuple(sorted((row for row in own if _on(row) == on), key=lambda row: row.number or 0)),
        refused=tuple(row for row in rows if row.state is State.REFUSED and not row.closed),
        unfinished=tuple(drafts),
        left=None if people is None else sum(one.resident not in here for one in people),
    )


def _on(row: Row) -> datetime.date:
    return datetime.datetime.fromisoformat(row.queued_at).date()
