"""Whether what an answer says was put right is there, in the room that it belongs to."""

from uuid import UUID

from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.rules import Mended
from rekam.enrolment import queries as enrolment
from rekam.enrolment.waiting import queries as waiting
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import queries as entries
from rekam.registry.entries.effects import Kind


def check_mended(row: Complaint, *, mended: Mended) -> None:
    """Nobody is told of a correction that nobody has begun.

    Raises RuleBroken("complaint_nothing_mended").
    """
    if mended is not Mended.NOTHING and mended not in possible(row):
        raise RuleBroken("complaint_nothing_mended")


def possible(row: Complaint) -> tuple[Mended, ...]:
    """What can be said to have been put right: an entry or a second look since the complaint came."""
    found = [Mended.NOTHING]
    if row.application is not None:
        found.append(Mended.APPLICATION)
    if row.resident is not None and _has_entry(row, row.resident):
        found.append(Mended.ENTRY)
    if row.resident is not None and _is_looked_at_again(row, row.resident):
        found.append(Mended.RELOOK)
    return tuple(found)


def _has_entry(row: Complaint, resident: UUID) -> bool:
    waits = any(one.entered_at >= row.filed_at for one in entries.waiting_of(resident))
    return waits or bool(entries.approved_changes(resident, kinds=set(Kind), since=row.filed_at))


def _is_looked_at_again(row: Complaint, resident: UUID) -> bool:
    """Whether somebody asked since then which of the recordings counts; a second person decides that."""
    return any(
        asked.asked_at >= row.filed_at
        for record in enrolment.recordings_of(resident)
        for asked in waiting.submissions_of(record)
    )
