"""The office's own knowledge of the ways: links between sites, and boats."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.travel.rules import MOST_MINUTES, Mode


class Link(Scoped):
    """Minutes from one site to another, both ways unless the way back has its own."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office's")
    start = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    end = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=6, choices=[(mode, mode) for mode in Mode])
    minutes = models.PositiveSmallIntegerField()
    first_month = models.PositiveSmallIntegerField(default=1)
    last_month = models.PositiveSmallIntegerField(default=12)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(start=F("end")), name="outreach_link_between_two"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES)), name="outreach_link_minutes"
            ),
            models.UniqueConstraint(
                fields=["start", "end", "mode", "first_month"], name="outreach_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.uuid}"


class Boat(Scoped):
    """A boat of the timetable, one way: there and back are two rows."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office's")
    start = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    end = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    departs = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    weekdays = models.JSONField(help_text="Monday is 0")
    first_month = models.PositiveSmallIntegerField(default=1)
    last_month = models.PositiveSmallIntegerField(default=12)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(start=F("end")), name="outreach_boat_between_two"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES)), name="outreach_boat_minutes"
            ),
            models.UniqueConstraint(fields=["start", "end", "departs"], name="outreach_boat_once"),
        ]

    def __str__(self) -> str:
        return f"boat {self.uuid}"
