"""Print orders and the attempts made for them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.models import Blank
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import CLOSED, JobState, Priority, Reason
from rekam.cards.printing.rules import Fault
from rekam.kernel.database import Scoped


class PrintJob(Scoped):
    """One order for one card of one record, from the request to the hand-over."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    record = models.UUIDField(help_text="enrolment's id of the record")
    resident = models.UUIDField(help_text="the register's id of the holder")
    area_code = models.CharField(
        max_length=13, help_text="the holder's area; of a visit, the place of service"
    )
    visit = models.UUIDField(null=True, help_text="registry.outside: the holder lives elsewhere")
    reason = models.CharField(max_length=10, choices=[(r, r) for r in Reason])
    priority = models.PositiveSmallIntegerField(choices=[(p.value, p.name) for p in Priority])
    country = models.CharField(
        max_length=40, blank=True, default="", help_text="a foreigner's, by the travel document"
    )
    state = models.CharField(max_length=10, choices=[(s, s) for s in JobState])
    requested_by = models.CharField(max_length=60)
    requested_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=60, blank=True)
    mismatches = models.PositiveSmallIntegerField(default=0, help_text="comparisons that did not match")
    exception_by = models.CharField(max_length=60, blank=True, help_text="who said nothing can be compared")
    exception_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(JobState)), name="cards_job_state_known"),
            models.CheckConstraint(condition=~Q(decided_by=F("requested_by")), name="cards_job_four_eyes"),
            models.CheckConstraint(
                condition=Q(exception_by="") | ~Q(issued_by=F("exception_by")) | ~Q(state=JobState.ISSUED),
                name="cards_job_exception_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.REQUESTED]) | ~Q(decided_by=""), name="cards_job_decided"
            ),
            models.UniqueConstraint(
                fields=["record"], condition=~Q(state__in=sorted(CLOSED)), name="cards_one_open_job"
            ),
        ]
        indexes = [models.Index(fields=["state", "priority", "requested_at"], name="cards_job_queue")]

    def __str__(self) -> str:
        return f"print job {self.uuid}"


class Attempt(Scoped):
    """One blank put into the printer for one order; several where a print was spoiled."""

    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="attempts")
    blank = models.OneToOneField(Blank, on_delete=models.PROTECT, related_name="attempt")
    area_code = models.CharField(max_length=13, help_text="the order's area")
    started_at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    spoiled = models.BooleanField(default=False)
    fault = models.CharField(
        max_length=10, blank=True, choices=[(f, f) for f in Fault], help_text="why it was spoiled"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job"], condition=Q(spoiled=False), name="cards_one_blank_a_job")
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk} for {self.job_id}"


class Reprint(Scoped):
    """The documents of an order for a replacement, and what became of the old card."""

    job = models.OneToOneField(PrintJob, on_delete=models.PROTECT, related_name="reprint")
    area_code = models.CharField(max_length=13, help_text="the order's area")
    cause = models.CharField(max_length=10, choices=[(c, c) for c in Cause])
    police_number = models.CharField(max_length=60, blank=True)
    police_on = models.DateField(null=True)
    police_office = models.CharField(max_length=100, blank=True)
    entry = models.UUIDField(null=True, help_text="the register's entry that changed the card")
    photograph = models.UUIDField(null=True, help_text="enrolment's id of the new photograph")
    papers = models.JSONField(default=list, help_text="vault address and kind of each scan")
    old_serial = models.CharField(
        max_length=20, blank=True, db_index=True, help_text="empty: not of our ledger"
    )
    attached_by = models.CharField(max_length=60)
    attached_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True, help_text="a lost card came back")
    found_by = models.CharField(max_length=60, blank=True)
    taken_at = models.DateTimeField(null=True, help_text="the old card was taken in")
    taken_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=list(Cause)), name="cards_reprint_cause_known"),
            models.CheckConstraint(
                condition=~Q(cause=Cause.LOST) | (Q(police_on__isnull=False) & ~Q(police_number="")),
                name="cards_reprint_police_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"reprint for {self.job_id}"
