"""Printers, batches, the cards of a batch, and the steps written down before they were done."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.printing.rules import (
    UNDECIDED,
    UNDER_WAY,
    BatchState,
    CardState,
    Condition,
    Fault,
    Kind,
    Step,
)
from rekam.kernel.database import Scoped


class Printer(Scoped):
    """A card printer, the computer it hangs on, what it said last and what it still has."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site whose blanks it prints")
    name = models.CharField(max_length=60)
    model = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=6, choices=[(k, k) for k in Kind])
    computer = models.CharField(max_length=16, help_text="devices: kid of the paired computer")
    is_active = models.BooleanField(default=True)
    ribbon_whole = models.PositiveIntegerField(help_text="cards that a new ribbon prints")
    ribbon_left = models.PositiveIntegerField()
    clean_every = models.PositiveIntegerField(help_text="cards between two cleanings")
    since_cleaning = models.PositiveIntegerField(default=0)
    condition = models.CharField(max_length=16, choices=[(c, c) for c in Condition], default=Condition.READY)
    told_at = models.DateTimeField(null=True, help_text="when its computer was heard last")
    run = models.UUIDField(null=True, help_text="the run of the program beside it; one at a time")
    registered_by = models.CharField(max_length=60)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "name"], name="cards_printer_name_once"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="cards_printer_kind_known"),
            models.CheckConstraint(
                condition=Q(condition__in=list(Condition)), name="cards_printer_condition_known"
            ),
            models.CheckConstraint(
                condition=Q(ribbon_whole__gt=0) & Q(clean_every__gt=0), name="cards_printer_consumables"
            ),
        ]

    def __str__(self) -> str:
        return f"printer {self.uuid}"


class Batch(Scoped):
    """Cards that one printer prints one after the other."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="batches")
    area_code = models.CharField(max_length=13, help_text="the printer's site")
    state = models.CharField(max_length=8, choices=[(s, s) for s in BatchState])
    pause = models.CharField(max_length=16, blank=True, choices=[(c, c) for c in Condition])
    started_by = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(BatchState)), name="cards_batch_state_known"),
            models.UniqueConstraint(
                fields=["printer"], condition=Q(state__in=sorted(UNDER_WAY)), name="cards_one_batch_a_printer"
            ),
        ]
        indexes = [models.Index(fields=["area_code", "started_at"], name="cards_batch_day")]

    def __str__(self) -> str:
        return f"batch {self.uuid}"


class BatchCard(Scoped):
    """One try at one order; the same order may come again in a later batch."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="cards")
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="cards")
    area_code = models.CharField(max_length=13, help_text="the printer's site")
    position = models.PositiveIntegerField()
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="tries")
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, null=True, related_name="card")
    state = models.CharField(max_length=7, choices=[(s, s) for s in CardState], default=CardState.WAITING)
    why = models.CharField(max_length=40, blank=True, help_text="what an officer has to look for")
    fault = models.CharField(max_length=10, blank=True, choices=[(f, f) for f in Fault])
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(CardState)), name="cards_card_state_known"),
            models.UniqueConstraint(fields=["batch", "position"], name="cards_card_position"),
            models.UniqueConstraint(
                fields=["job"], condition=Q(state__in=sorted(UNDECIDED)), name="cards_job_in_one_batch"
            ),
            models.UniqueConstraint(
                fields=["printer"], condition=Q(state="open"), name="cards_one_card_in_printer"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "left"]) | Q(attempt__isnull=False),
                name="cards_card_has_blank",
            ),
        ]
        indexes = [models.Index(fields=["area_code", "ended_at"], name="cards_card_day")]

    def __str__(self) -> str:
        return f"card {self.position} of batch {self.batch_id}"


class CardStep(Scoped):
    """A step that was about to be done with a card's blank, committed before it was."""

    append_only = True

    card = models.ForeignKey(BatchCard, on_delete=models.PROTECT, related_name="steps")
    area_code = models.CharField(max_length=13)
    step = models.CharField(max_length=6, choices=[(s, s) for s in Step])
    run = models.UUIDField(help_text="of the program that was about to do it")
    uid = models.CharField(max_length=20, blank=True, help_text="what the printer read from the chip")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__in=list(Step)), name="cards_step_known"),
            models.UniqueConstraint(fields=["card", "step"], name="cards_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of card {self.card_id}"


class PrinterFault(Scoped):
    """What a printer stopped with, and on which card."""

    append_only = True

    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="faults")
    card = models.ForeignKey(BatchCard, on_delete=models.PROTECT, null=True, related_name="faults")
    area_code = models.CharField(max_length=13)
    code = models.CharField(max_length=16, choices=[(c, c) for c in Condition])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__in=list(Condition)), name="cards_fault_known"),
        ]
        indexes = [models.Index(fields=["area_code", "at"], name="cards_fault_day")]

    def __str__(self) -> str:
        return f"{self.code} of printer {self.printer_id}"
