"""Changes to the register. Each is one transaction: lock, check, change, write the event."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import papers as papers  # the upper rooms' way to them
from rekam.registry.entries.effects import EKTP
from rekam.registry.entries.writing import Written, state_of_row, write_events
from rekam.registry.ladder import DATE_COLUMNS, ISSUED, PRINT_READY, UNREGISTERED, dates_reached
from rekam.registry.models import Resident
from rekam.registry.rules import Mode, check_owned_here


def mode() -> Mode:
    """Whose register this is: settings.REKAM_MODE."""
    return Mode(settings.REKAM_MODE)


def refuse_what_siak_owns() -> None:
    """The door of every write of residents and their ladder by this office.

    Raises RuleBroken("siak_owns_this") beside SIAK, where only an import changes them.
    """
    check_owned_here(mode())


def ladder_is_ours() -> bool:
    """Whether a recording made here moves the register's copy of the ladder; beside SIAK it never does."""
    return mode() is Mode.FULL


def said_printable(status: str, *, reprint: bool) -> bool:
    """Whether a card may be made of a record, as far as the register's owner is concerned.

    status   the register's copy of the ladder
    reprint  a replacement of a card that was handed over, otherwise a first card
    Full: always, the recording itself says it. Beside SIAK: only where the imported status does.
    """
    return mode() is Mode.FULL or status == ("CARD_ISSUED" if reprint else PRINT_READY)


def check_said_printable(status: str, *, reprint: bool) -> None:
    """Raises RuleBroken("print_ready_not_said_by_siak") where `said_printable` says no."""
    if not said_printable(status, reprint=reprint):
        raise RuleBroken("print_ready_not_said_by_siak")


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
    A status fills in the dates of the steps below it that are still empty; the same status again with an
    earlier day is the better knowledge, and moves them there; UNREGISTERED empties them all.
    Raises RuleBroken("not_found"), RuleBroken("siak_owns_this") beside SIAK (ask `ladder_is_ours` before).
    """
    refuse_what_siak_owns()
    row = Resident.objects.select_for_update().filter(uuid=resident).first()
    if row is None:
        raise RuleBroken("not_found")
    before = state_of_row(row)
    same, row.ektp_status = row.ektp_status == status, status
    for column in DATE_COLUMNS:
        known = getattr(row, column)
        day = recorded_on if column == "recorded_on" and recorded_on else on
        if status == UNREGISTERED:
            setattr(row, column, None)
        elif column in dates_reached(status) and (known is None or (same and day < known)):
            setattr(row, column, day)
    if status in (ISSUED, UNREGISTERED):
        row.lost_on = None
    row.save(update_fields=["ektp_status", "lost_on", *DATE_COLUMNS])
    kind = f"{EKTP}{status.lower()}"
    write_events([Written(row=row, kind=kind, before=before)], on=on, actor=actor, at=at)
    record(
        "registry.ektp_status",
        actor=actor,
        at=at,
        subjects=[str(resident)],
        purpose=Purpose.SYSTEM,  # the register's copy follows the recording, whose own entry says why
        status=status,
    )


@transaction.atomic
def report_card(*, resident: uuid.UUID, lost: bool, on: date, actor: str, at: datetime) -> None:
    """Write down that somebody's card is lost, or that it is not: found again, or the report was wrong.

    on   the day of the report, in the office's zone
    From that day on coverage does not count the person as a holder; the next hand-over ends it. Somebody who
    was never handed a card has none to lose, and nothing changes.
    Raises RuleBroken("not_found"), RuleBroken("siak_owns_this") beside SIAK (ask `ladder_is_ours` before).
    """
    refuse_what_siak_owns()
    row = Resident.objects.select_for_update().filter(uuid=resident).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.handed_on is None or lost == (row.lost_on is not None):
        return
    before = state_of_row(row)
    row.lost_on = on if lost else None
    row.save(update_fields=["lost_on"])
    kind = f"{EKTP}card_lost" if lost else f"{EKTP}card_found"
    write_events([Written(row=row, kind=kind, before=before)], on=on, actor=actor, at=at)
    record(
        "registry.card_reported",
        actor=actor,
        at=at,
        subjects=[str(resident)],
        purpose=Purpose.CARD,
        lost=lost,
    )
