"""Polling days that an officer typed in, beside those that ship (rules.POLLING_DAYS)."""

import uuid

from django.db import models
from django.db.models import Q


class PollingDay(models.Model):
    """A polling day of the whole country. A withdrawn one stays, so that nobody can say it never counted."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=120, help_text="the decision that fixes the day")
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on"], condition=Q(withdrawn_at=None), name="registry_polling_day_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) ^ ~Q(withdrawn_by=""), name="registry_polling_day_withdrawn_by"
            ),
        ]

    def __str__(self) -> str:
        return f"polling day {self.on}"
