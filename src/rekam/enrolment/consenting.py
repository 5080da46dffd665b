"""Answers to what is optional: kept as they came, withdrawn at an office."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import queries
from rekam.enrolment.consents import Consent
from rekam.enrolment.models import OptionalConsent, Record
from rekam.kernel.errors import RuleBroken


def keep(record: Record, *, consents: Iterable[Consent]) -> None:
    """Keep the answers of a recording, the refusals too; they decide nothing about it."""
    for one in consents:
        OptionalConsent.objects.create(
            record=record,
            area_code=record.area_code,
            purpose=one.purpose,
            version=one.version,
            language=one.language,
            granted=one.granted,
            contact=one.contact,
            told_at=one.at,
            received_at=record.received_at,
        )


@transaction.atomic
def withdraw(*, record: uuid.UUID, purpose: str, actor: str, at: datetime) -> None:
    """Take a consent back, at the resident's word; the number goes, that it was given stays.

    Raises RuleBroken("not_found" | "consent_not_given").
    """
    found = queries.get_record(record)
    rows = OptionalConsent.objects.select_for_update().filter(record=found, purpose=purpose, granted=True)
    row = rows.filter(withdrawn_at=None).first()
    if row is None:
        raise RuleBroken("consent_not_given")
    row.contact, row.withdrawn_at, row.withdrawn_by = "", at, actor
    row.save(update_fields=["contact", "withdrawn_at", "withdrawn_by"])
    audit(
        "enrolment.consent_withdrawn",
        actor=actor,
        at=at,
        **queries.about(found, purpose=Purpose.SERVICE),
        optional=str(purpose),
    )


def answers_of(record: Record) -> Sequence[OptionalConsent]:
    """What a resident answered at a recording."""
    return list(OptionalConsent.objects.filter(record=record).order_by("pk"))
