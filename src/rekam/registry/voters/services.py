"""Typing in a polling day, and taking it back. Each is one transaction and one audit entry."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.registry.voters.models import PollingDay
from rekam.registry.voters.rules import check_polling_day


@transaction.atomic
def set_polling_day(*, on: date, name: str, source: str, actor: str, at: datetime) -> PollingDay:
    """Make a day known as a polling day of the whole country: it decides who is new on the next one.

    name     what is voted for, "Pemilu 2029"
    source   the decision that fixes the day
    Raises RuleBroken("polling_day_known" | "polling_day_too_early" | "polling_day_source_missing").
    """
    check_polling_day(on=on, name=name, source=source)
    row = PollingDay(on=on, name=name.strip(), source=source.strip(), set_by=actor, set_at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("polling_day_known") from error
    record("registry.polling_day_set", actor=actor, at=at, **_facts(row))
    return row


@transaction.atomic
def withdraw_polling_day(*, polling_day: UUID, actor: str, at: datetime) -> PollingDay:
    """Take a typed-in day back; it stays in the table and in the audit.

    Raises RuleBroken("not_found").
    """
    row = PollingDay.objects.select_for_update().filter(uuid=polling_day, withdrawn_at=None).first()
    if row is None:
        raise RuleBroken("not_found")
    row.withdrawn_by, row.withdrawn_at = actor, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record("registry.polling_day_withdrawn", actor=actor, at=at, **_facts(row))
    return row


def _facts(row: PollingDay) -> dict[str, str]:
    return {"case": str(row.uuid), "on": row.on.isoformat(), "source": row.source}
