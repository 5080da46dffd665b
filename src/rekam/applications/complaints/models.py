"""Complaints, what happened to them, what was sent with them, and forms on paper that are out."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rekam.applications.complaints.rules import Accused, Category, Channel, Level, Mended, Outcome
from rekam.applications.complaints.steps import State, Step
from rekam.applications.filing.models import Application
from rekam.kernel.database import Scoped


class Complaint(Scoped):
    """One complaint; its state is the fold of its steps, copied here by whoever adds one."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=10, unique=True)
    token = models.UUIDField(
        unique=True, help_text="of the form that it came with; sent twice it counts once"
    )
    code_digest = models.CharField(max_length=64)
    area_code = models.CharField(max_length=13, help_text="where it happened; the office's if not said")
    channel = models.CharField(max_length=10, choices=[(one, one) for one in Channel])
    keyed_by = models.CharField(max_length=60, blank=True, help_text="officer who wrote it down for somebody")
    category = models.CharField(max_length=12, choices=[(one, one) for one in Category])
    said = models.TextField(max_length=2000)
    accused = models.CharField(max_length=10, choices=[(one, one) for one in Accused])
    described = models.CharField(max_length=200, blank=True, help_text="who and where, in words")
    happened_on = models.DateField(null=True)
    contact = models.CharField(max_length=120, blank=True, help_text="phone or e-mail, for messages")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="complaints"
    )
    resident = models.UUIDField(null=True, help_text="the register's id of whom it is about")
    barred = ArrayField(
        models.CharField(max_length=60),
        default=list,
        help_text="accounts of the accused and of who acted on the case: they neither see nor answer it",
    )
    level = models.CharField(max_length=10, choices=[(one, one) for one in Level])
    owner = models.CharField(max_length=60, blank=True, help_text="who answers; empty = nobody may yet")
    state = models.CharField(max_length=10, choices=[(one, one) for one in State], default=State.OPEN)
    state_at = models.DateTimeField()
    filed_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, help_text="the last time")
    outcome = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Outcome])
    mended = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Mended])
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^\d{10}$"), name="complaint_number"),
            models.CheckConstraint(condition=Q(category__in=list(Category)), name="complaint_category"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="complaint_state_known"),
            models.CheckConstraint(condition=Q(level__in=list(Level)), name="complaint_level_known"),
            models.CheckConstraint(
                condition=~Q(barred__contains=[F("owner")]), name="complaint_owner_not_barred"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="complaint_answer_has_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="complaints_queue"),
            models.Index(fields=["filed_at"], name="complaints_filed"),
        ]

    def __str__(self) -> str:
        return f"complaint {self.uuid}"


class ComplaintStep(Scoped):
    """What happened to a complaint; nothing here is ever changed but words that are let go.

    text  ASKED, REPLIED, ANSWERED and REOPENED are read by the complainant too; the others by officers only
    """

    append_only = True
    forgets = ("text",)

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    area_code = models.CharField(max_length=13)
    step = models.CharField(max_length=10, choices=[(one, one) for one in Step])
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    owner = models.CharField(max_length=60, blank=True, help_text="who answers from then on")
    level = models.CharField(max_length=10, choices=[(one, one) for one in Level])
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaint_step_order"),
            models.CheckConstraint(condition=Q(step__in=list(Step)), name="complaint_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of complaint {self.complaint_id}"


class ComplaintSheet(Scoped):
    """A photograph or PDF that came with a complaint; its bytes lie in the vault."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="sheets")
    area_code = models.CharField(max_length=13)
    address = models.CharField(max_length=100, help_text="in the vault; empty = taken away")
    kind = models.CharField(max_length=5, help_text="jpeg or pdf")
    sent_digest = models.CharField(max_length=64, help_text="SHA-256 of what came: the same counts once")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "sent_digest"], name="complaint_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.uuid} of a complaint"


class ComplaintForm(Scoped):
    """A form on paper that was printed: the complaint that comes on it has its number and code."""

    area_code = models.CharField(max_length=13, help_text="of who printed it")
    number = models.CharField(max_length=10, unique=True)
    token = models.UUIDField(unique=True, default=uuid.uuid4, help_text="the code on the paper is made of it")
    printed_by = models.CharField(max_length=60)
    printed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"complaint form {self.pk}"
