"""Print orders and the attempts made for them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.models import Blank
from rekam.cards.orders.rules import CLOSED, JobState, Priority, Reason
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job"], condition=Q(spoiled=False), name="cards_one_blank_a_job")
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk} for {self.job_id}"
