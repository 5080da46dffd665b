"""Cards for holders of other offices, who stood at this counter. Enter through services and queries.

The order belongs to the place of service: its queue, its blank, its hand-over. The holder is read through the
door of registry.outside. The recording stays at home: what an order does to it, it does in the home's scope.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.face.fields import Holder
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, Reason, priority_of
from rekam.enrolment import queries as enrolment
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry

# What a visit may order; a recording is none of it, and nothing changes an element.
REASONS = {"lost": Reason.LOST, "damaged": Reason.DAMAGED}


@transaction.atomic
def open_order(*, visit: UUID, unchanged: bool, actor: str, on: date, at: datetime) -> PrintJob:
    """The order of a reprint that a visit allows its officer on its day; `printing` checks the rest.

    unchanged   the officer read the elements out, and none has changed
    Raises RuleBroken("not_found" | "outside_element_changed" | "print_reason_unknown" |
    "recording_not_here" | "print_already_ordered").
    """
    holder = registry.outside.get_visit(visit, officer=actor, on=on)
    if not unchanged:
        raise RuleBroken("outside_element_changed")
    if holder.service not in REASONS:
        raise RuleBroken("print_reason_unknown")
    with scope(Scope.of(holder.area_code)):
        recording = enrolment.find_record_of(holder.resident)
    if recording is None:
        raise RuleBroken("recording_not_here")
    try:
        with transaction.atomic():
            job = PrintJob.objects.create(
                record=recording.uuid,
                resident=holder.resident,
                area_code=registry.outside.place_of(visit),
                visit=visit,
                reason=REASONS[holder.service],
                priority=priority_of(reason=REASONS[holder.service], born=holder.birth_date, on=on),
                state=JobState.REQUESTED,
                requested_by=actor,
                requested_at=at,
            )
    except IntegrityError as error:
        raise RuleBroken("print_already_ordered") from error
    audit(
        "cards.print.requested",
        actor=actor,
        at=at,
        subjects=[str(job.uuid), str(job.record), str(holder.resident)],
        purpose=Purpose.OUTSIDE_DOMICILE,
        case=str(visit),
        reason=job.reason,
    )
    return job


def holder_of(job: PrintJob) -> Holder:
    """Whose card it is: by the register, or by the door for somebody who lives elsewhere.

    Raises RuleBroken("not_found"), also once a visit is older than the door serves.
    """
    if job.visit is None:
        return registry.get_resident(job.resident)
    found = registry.outside.served([job.visit])
    if not found:
        raise RuleBroken("not_found")
    return found[0].whole()


@contextmanager
def at_home(job: PrintJob) -> Iterator[None]:
    """Work where the order's recording is; inside, touch nothing but that recording."""
    if job.visit is None:
        yield
        return
    with scope(Scope.of(registry.outside.home_of(job.visit))):
        yield
