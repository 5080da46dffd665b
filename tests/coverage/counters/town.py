"""A small town that things happen to, each with its event and a commit of its own."""

from datetime import date, datetime
from itertools import count

from rekam.coverage.counters.rules import Reason
from rekam.coverage.counters.services import note_reason
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.writing import Written, state_of_row, write_events
from rekam.registry.models import Resident
from rekam.registry.services import report_card, set_ektp_status
from tests.personas import KASEMEN, SERANG, resident

OFFICE = Scope.of("36.73")
VILLAGES = (KASEMEN, SERANG, "36.73.02.1002")
_serials = count(1)


def load(*, born: date, area_code: str = KASEMEN, **columns: object) -> Resident:
    """A row that came with a list, without an event."""
    row = resident(serial=next(_serials), area_code=area_code)
    row.birth_date = born
    for name, value in columns.items():
        setattr(row, name, value)
    with scope(EVERYWHERE):
        row.save()
    return row


def arrive(*, born: date, on: date, at: datetime, area_code: str = KASEMEN) -> Resident:
    """Somebody moves in from elsewhere."""
    with scope(EVERYWHERE):
        row = load(born=born, area_code=area_code)
        write_events([Written(row=row, kind=Kind.MOVE_IN, before=None)], on=on, actor="test", at=at)
    return row


def change(row: Resident, *, kind: str, on: date, at: datetime, **columns: object) -> None:
    """Change some columns of a resident, with the event that says so."""
    with scope(EVERYWHERE):
        now = Resident.objects.select_for_update().get(pk=row.pk)
        before = state_of_row(now)
        for name, value in columns.items():
            setattr(now, name, value)
        now.save()
        write_events([Written(row=now, kind=kind, before=before)], on=on, actor="test", at=at)


def climb(row: Resident, *, status: str, on: date, at: datetime) -> None:
    """Bring somebody to a step of the ladder."""
    with scope(EVERYWHERE):
        set_ektp_status(resident=row.uuid, status=status, on=on, actor="test", at=at)


def lose(row: Resident, *, lost: bool, on: date, at: datetime) -> None:
    """Somebody reports a card as lost, or has found it again."""
    with scope(EVERYWHERE):
        report_card(resident=row.uuid, lost=lost, on=on, actor="test", at=at)


def note(row: Resident, *, reason: Reason, on: date, at: datetime, back_on: date | None = None) -> None:
    """Bring word of somebody."""
    with scope(EVERYWHERE):
        note_reason(resident=row.uuid, reason=reason, evidence_on=on, back_on=back_on, actor="test", at=at)
