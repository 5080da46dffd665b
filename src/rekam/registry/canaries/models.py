"""Canaries and the alarms they raise. A key is kept nowhere: its digest is enough to know it again."""

import uuid

from django.db import models

from rekam.kernel.database import Scoped
from rekam.registry.canaries.rules import Door


class Canary(models.Model):
    """A NIK-shaped key that belongs to nobody. It is in no table of people, so in no count and no list."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    label = models.CharField(max_length=80, help_text="where it was put")
    export = models.UUIDField(null=True, blank=True, help_text="the export that carries it")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, help_text="when a resident was given its number")

    def __str__(self) -> str:
        return f"canary {self.uuid}"


class Alarm(Scoped):
    """Somebody asked for a canary. Belongs to the area of who asked."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    canary = models.ForeignKey(Canary, on_delete=models.PROTECT, related_name="alarms")
    area_code = models.CharField(max_length=13, help_text="of the office of who asked")
    actor = models.CharField(max_length=60)
    door = models.CharField(max_length=20, choices=[(door, door) for door in Door])
    at = models.DateTimeField()
    seen_by = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=300, blank=True, help_text="what came out of it")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(door__in=list(Door)), name="registry_alarm_door_known"),
            models.CheckConstraint(
                condition=~models.Q(seen_by=models.F("actor")), name="registry_alarm_not_by_its_cause"
            ),
        ]
        indexes = [models.Index(fields=["seen_at", "at"], name="registry_alarm_open")]

    def __str__(self) -> str:
        return f"alarm {self.uuid}"
