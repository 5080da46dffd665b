"""Writes about batches, by officers: start, pause, go on, stop. Enter through services."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.printing import rules
from rekam.cards.printing.models import Batch, BatchCard
from rekam.cards.printing.printers import lock_printer
from rekam.cards.printing.rules import UNDER_WAY, BatchState, CardState, Condition
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def start_batch(*, printer: UUID, jobs: Sequence[UUID], actor: str, at: datetime) -> Batch:
    """Give a printer these approved orders, in this order; it begins as soon as its computer asks.

    Raises RuleBroken("not_found" | "batch_empty" | "batch_too_long" | "batch_under_way" |
    "card_must_be_looked_at" | "batch_order_gone").
    """
    row = lock_printer(printer)
    if not jobs:
        raise RuleBroken("batch_empty")
    if len(jobs) > rules.MOST_IN_BATCH:
        raise RuleBroken("batch_too_long", limit=rules.MOST_IN_BATCH)
    if row.batches.filter(state__in=UNDER_WAY).exists():
        raise RuleBroken("batch_under_way")
    if row.cards.filter(state=CardState.LOOK).exists():
        raise RuleBroken("card_must_be_looked_at")
    orders = {job.uuid: job for job in PrintJob.objects.filter(uuid__in=jobs, state=JobState.APPROVED)}
    if len(orders) != len(jobs):
        raise RuleBroken("batch_order_gone")
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                printer=row,
                area_code=row.area_code,
                state=BatchState.RUNNING,
                started_by=actor,
                started_at=at,
            )
            BatchCard.objects.bulk_create(
                BatchCard(batch=batch, printer=row, area_code=row.area_code, position=number, job=orders[job])
                for number, job in enumerate(jobs, 1)
            )
    except IntegrityError as error:
        raise RuleBroken("batch_order_gone") from error
    _audit("started", batch=batch, actor=actor, at=at)
    return batch


@transaction.atomic
def pause_batch(*, batch: UUID, actor: str, at: datetime) -> Batch:
    """Begin no further card; the one in the printer is finished.

    Raises RuleBroken("not_found" | "batch_step_not_allowed").
    """
    row = lock_batch(batch)
    move(row, to=BatchState.PAUSED, at=at, pause=Condition.ASKED)
    _audit("paused", batch=row, actor=actor, at=at)
    return row


@transaction.atomic
def resume_batch(*, batch: UUID, actor: str, at: datetime) -> Batch:
    """Go on with a paused batch.

    Raises RuleBroken("not_found" | "batch_step_not_allowed" | "card_must_be_looked_at").
    """
    row = lock_batch(batch)
    if BatchCard.objects.filter(printer=row.printer_id, state=CardState.LOOK).exists():
        raise RuleBroken("card_must_be_looked_at")
    move(row, to=BatchState.RUNNING, at=at)
    _audit("resumed", batch=row, actor=actor, at=at)
    return row


@transaction.atomic
def stop_batch(*, batch: UUID, actor: str, at: datetime) -> Batch:
    """End a batch: what was not begun goes back into the queue, the card in the printer is finished.

    Raises RuleBroken("not_found" | "batch_step_not_allowed").
    """
    row = lock_batch(batch)
    move(row, to=BatchState.STOPPED, at=at)
    row.cards.filter(state=CardState.WAITING).update(state=CardState.LEFT, why="stopped", ended_at=at)
    _audit("stopped", batch=row, actor=actor, at=at)
    return row


def move(batch: Batch, *, to: BatchState, at: datetime, pause: str = "") -> None:
    """Move a locked batch. Raises RuleBroken("batch_step_not_allowed")."""
    rules.check_batch_step(state=BatchState(batch.state), to=to)
    batch.state, batch.pause = to, pause
    batch.ended_at = None if to in UNDER_WAY else at
    batch.save(update_fields=["state", "pause", "ended_at"])


def close_if_done(batch: Batch, *, at: datetime) -> None:
    """End a batch of which every card is decided."""
    open_ones = batch.cards.filter(state__in=rules.UNDECIDED).exists()
    if batch.state in UNDER_WAY and not open_ones:
        move(batch, to=BatchState.DONE, at=at)


def lock_batch(batch: UUID) -> Batch:
    """The batch in the current scope, locked after its printer. Raises RuleBroken("not_found")."""
    found = Batch.objects.filter(uuid=batch).select_related("printer").first()
    if found is None:
        raise RuleBroken("not_found")
    lock_printer(found.printer.uuid)
    return Batch.objects.select_for_update().get(pk=found.pk)


def _audit(what: str, *, batch: Batch, actor: str, at: datetime) -> None:
    audit(
        f"cards.batch.{what}",
        actor=actor,
        at=at,
        subjects=[str(batch.uuid)],
        purpose=Purpose.CARD,
        case=str(batch.uuid),
        cards=batch.cards.count(),
    )
