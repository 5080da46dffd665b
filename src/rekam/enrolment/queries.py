"""Reads of recordings, in the scope of whoever asks."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault


def get_record(record: uuid.UUID) -> Record:
    """The recording with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = Record.objects.filter(uuid=record).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def find_record_of(resident: uuid.UUID) -> Record | None:
    """The resident's newest recording that did not fail, else the newest of all, or None."""
    rows = Record.objects.filter(resident=resident).order_by("-received_at", "-pk")
    return rows.exclude(state__in=FAILED).first() or rows.first()


def print_ready(limit: int, *, on: date | None = None) -> Sequence[Record]:
    """Up to `limit` recordings that may be printed, the longest waiting first.

    on   the day; recordings of who turns 17 later are left out. None takes all that are print-ready.
    """
    rows = Record.objects.filter(state=Status.PRINT_READY_RECORD, resident__isnull=False)
    if on is not None:
        rows = rows.filter(Q(print_from=None) | Q(print_from__lte=on))
    return list(rows.order_by("state_since", "pk")[:limit])


def portrait(record: Record) -> bytes:
    """The face as PNG bytes. Raises RuleBroken("portrait_missing")."""
    if not record.portrait:
        raise RuleBroken("portrait_missing")
    return vault.read(record.portrait)


def signature(record: Record) -> bytes | None:
    """The person's signature as PNG bytes, or None when it is an exception (cannot sign)."""
    return vault.read(record.signature) if record.signature else None


FAILED = (
    Status.ENROLL_FAILURE_AT_CENTRAL,
    Status.ENROLL_FAILURE_AT_REGIONAL,
    Status.DUPLICATE_RECORD,
    Status.REQUEST_VALIDATION,
)
