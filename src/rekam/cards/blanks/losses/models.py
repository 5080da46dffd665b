"""Blanks that were stolen or lost, what was found of them, and alarms where one turns up."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.losses.rules import LossKind
from rekam.cards.blanks.models import Blank
from rekam.kernel.database import Scoped


class Loss(Scoped):
    """Blanks that a site reported to the police; their moves bear its id."""

    append_only = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site that answered for them")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in LossKind])
    police_number = models.CharField(max_length=60, help_text="number of the police report")
    police_on = models.DateField(help_text="date of the police report")
    count = models.PositiveIntegerField()
    told = models.CharField(max_length=300, help_text="where and how")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(LossKind)), name="cards_loss_kind_known"),
            models.CheckConstraint(condition=~Q(police_number=""), name="cards_loss_with_police_number"),
        ]

    def __str__(self) -> str:
        return f"loss {self.uuid}"


class Finding(Scoped):
    """A lost blank that lies here again: one officer says so, another one looks and confirms."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site that lost it")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="findings")
    told = models.CharField(max_length=300, help_text="where and how it was found")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(confirmed_by=F("actor")), name="cards_finding_four_eyes"),
            models.UniqueConstraint(
                fields=["blank"], condition=Q(confirmed_by=""), name="cards_finding_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.uuid}"


class BlankAlarm(Scoped):
    """A stolen or lost blank was offered somewhere. The site that lost it answers; both offices see it."""

    shown_to = "offered_in"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site that lost it")
    offered_in = models.CharField(max_length=13, help_text="the area of who offered it")
    serial = models.CharField(max_length=20)
    doing = models.CharField(max_length=12, blank=True, help_text="what it would have become, where known")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, help_text="what came out of it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by="") | ~Q(answered_by=F("actor")),
                name="cards_alarm_not_by_its_cause",
            )
        ]
        indexes = [models.Index(fields=["answered_at", "at"], name="cards_alarm_open")]

    def __str__(self) -> str:
        return f"alarm {self.uuid}"
