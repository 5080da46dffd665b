"""Applications, what happened to them, and how often strangers asked."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.applications.catalogue.rules import Service
from rekam.applications.clock.rules import BY_OFFICER
from rekam.applications.filing.rules import Authority, Channel
from rekam.applications.filing.steps import State, Step
from rekam.kernel.database import Scoped


class Application(Scoped):
    """One application; its state is the fold of its steps, copied here by whoever adds one."""

    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=10, unique=True)
    token = models.UUIDField(unique=True, help_text="of the form that began it; sent twice it counts once")
    code_digest = models.CharField(max_length=64)
    service = models.CharField(max_length=20, choices=[(one, one) for one in Service])
    area_code = models.CharField(max_length=13, help_text="where its subject lives; first the office's")
    channel = models.CharField(max_length=10, choices=[(one, one) for one in Channel])
    filed_by = models.CharField(max_length=60, blank=True, help_text="officer who filed it for somebody")
    holder = models.UUIDField(null=True, db_index=True, help_text="the account that it lies in, if any")
    applicant = models.UUIDField(
        null=True, db_index=True, help_text="the register's id; None = from elsewhere"
    )
    subject = models.UUIDField(null=True, db_index=True, help_text="whom it is for; None = a newcomer")
    authority = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Authority])
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict, help_text="what was filled in, by field")
    is_filled = models.BooleanField(default=False)
    contact = models.CharField(max_length=80, blank=True, help_text="phone or e-mail, for messages")
    state = models.CharField(max_length=10, choices=[(one, one) for one in State], default=State.DRAFT)
    state_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="the first time")
    checked_by = models.CharField(max_length=60, blank=True)
    entry = models.UUIDField(null=True, help_text="registry's entry that it led to")
    visit = models.UUIDField(null=True, help_text="registry.outside: who lives elsewhere, at this counter")
    consented_at = models.DateTimeField(null=True, help_text="to an officer who fills it in")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^\d{10}$"), name="applications_number"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="applications_state_known"),
            models.CheckConstraint(condition=Q(service__in=list(Service)), name="applications_service"),
            models.CheckConstraint(condition=Q(channel__in=list(Channel)), name="applications_channel"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN, State.LAPSED])
                | Q(sent_at__isnull=False),
                name="applications_sent_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="applications_queue"),
            models.Index(fields=["sent_at"], name="applications_sent"),
        ]

    def __str__(self) -> str:
        return f"application {self.uuid}"


class ApplicationStep(Scoped):
    """What happened to an application; nothing here is ever changed but words that are let go."""

    append_only = True
    forgets = ("why",)

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    area_code = models.CharField(max_length=13)
    step = models.CharField(max_length=10, choices=[(one, one) for one in Step])
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    cause = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in BY_OFFICER])
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="applications_step_order"),
            models.CheckConstraint(condition=Q(step__in=list(Step)), name="applications_step_known"),
            models.CheckConstraint(
                condition=~Q(step=Step.PAUSED) | Q(cause__in=list(BY_OFFICER)),
                name="applications_pause_has_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of application {self.application_id}"


class ApplicationTry(models.Model):
    """One question of a stranger; what was asked is not kept, and who asked only as a keyed digest."""

    removable = True

    asker = models.CharField(max_length=32)
    sort = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asker", "sort", "at"], name="applications_asker")]

    def __str__(self) -> str:
        return f"application try {self.pk}"
