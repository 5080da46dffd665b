"""A foreigner's own nationality on the card, which the register does not hold."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record as audit
from rekam.cards.face.layout import measure
from rekam.cards.orders import away
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.orders.services import lock_job
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality


@transaction.atomic
def name_country(*, job: UUID, country: str, actor: str, at: datetime) -> PrintJob:
    """Write down which nationality stands in a foreigner's travel document, before the order is decided.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "reprint_not_foreign" | "country_missing" |
    "card_letter_unknown").
    """
    row = lock_job(job)
    if row.state != JobState.REQUESTED:
        raise RuleBroken("print_step_not_allowed", state=row.state)
    if away.holder_of(row).nationality == Nationality.WNI:
        raise RuleBroken("reprint_not_foreign")
    written = " ".join(country.upper().split())
    if not written:
        raise RuleBroken("country_missing")
    measure(written, size=1.0)
    row.country = written
    row.save(update_fields=["country"])
    audit("cards.print.country_named", actor=actor, at=at, **about(row))
    return row
