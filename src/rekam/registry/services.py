"""Changes to the register. Each is one transaction: lock, check, change, write the event."""

import uuid
from datetime import date, datetime

from django.db import transaction

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import EKTP
from rekam.registry.entries.writing import Written, state_of_row, write_events
from rekam.registry.models import Resident

# The date column that a status of the ladder fills in when it is first reached.
DATED_BY = {
    "BIO_CAPTURED": "recorded_on",
    "PRINT_READY_RECORD": "print_ready_on",
    "CARD_PRINTED": "printed_on",
    "CARD_ISSUED": "handed_on",
}


def hold(resident: uuid.UUID) -> None:
    """Keep a resident's row to this transaction, so that two recordings come one after the other.

    Somebody unknown in this scope is nobody to hold. Call it inside a transaction.
    """
    Resident.objects.select_for_update().filter(uuid=resident).first()


@transaction.atomic
def set_ektp_status(
    *, resident: uuid.UUID, status: str, on: date, actor: str, at: datetime, recorded_on: date | None = None
) -> None:
    """Bring the register's copy of the ladder (SIAK's EKTP_STATUS) to this status.

    on            the day on which it was reached, in the office's zone
    recorded_on   the day of capture, where it is known to be earlier than `on`
    Coverage counts by these dates: recorded from BIO_CAPTURED on, held from CARD_ISSUED on.
    Raises RuleBroken("not_found").
    """
    row = Resident.objects.select_for_update().filter(uuid=resident).first()
    if row is None:
        raise RuleBroken("not_found")
    before = state_of_row(row)
    row.ektp_status = status
    changed = ["ektp_status"]
    column = DATED_BY.get(status)
    if column and getattr(row, column) is None:
        setattr(row, column, recorded_on if column == "recorded_on" and recorded_on else on)
        changed.append(column)
    row.save(update_fields=changed)
    kind = f"{EKTP}{status.lower()}"
    write_events([Written(row=row, kind=kind, before=before)], on=on, actor=actor, at=at)
    record("registry.ektp_status", actor=actor, at=at, subjects=[str(resident)], status=status)
