"""Who was served away from home, and how often each officer asked."""

import uuid

from django.db import models

from rekam.kernel.database import Scoped
from rekam.registry.outside.rules import Service


class OutsideService(Scoped):
    """One person served away from home: the serving office's row, read by the home office too.

    To the end of its day it lets its officer go on with this person at this counter.
    """

    append_only = True
    behind_doors = True
    shown_to = "home_area"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    resident = models.UUIDField(help_text="the register's id")
    area_code = models.CharField(max_length=13, help_text="place of service; output is counted by it")
    home_area = models.CharField(max_length=13, help_text="domicile on that day; coverage is counted by it")
    service = models.CharField(max_length=10, choices=[(s, s) for s in Service])
    officer = models.CharField(max_length=60)
    on = models.DateField(help_text="the serving office's day")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service__in=list(Service)), name="registry_outside_service_known"
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "on"], name="registry_outside_officer"),
            models.Index(fields=["resident"], name="registry_outside_resident"),
            models.Index(fields=["area_code", "on"], name="registry_outside_place"),
            models.Index(fields=["home_area", "on"], name="registry_outside_home"),
        ]

    def __str__(self) -> str:
        return f"service outside the domicile {self.uuid}"


class OutsideTry(models.Model):
    """One question to the door, answered or not; what was asked is not kept."""

    append_only = True

    officer = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["officer", "on"], name="registry_outside_tries")]

    def __str__(self) -> str:
        return f"try {self.pk} by {self.officer}"
