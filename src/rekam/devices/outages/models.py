"""Outages with the append-only steps that they are the fold of, and silences of stations."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from rekam.devices.outages.rules import LONGEST_NOTE, Act, Cause, State
from rekam.kernel.database import Scoped


class Outage(Scoped):
    """What did not work, where, when and why; the last of its steps, kept beside them for the lists."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the smallest area in which its sites lie")
    sites = models.JSONField(help_text="area codes of the office or kecamatan where kits stand")
    stations = models.JSONField(default=list, help_text="key ids of the stations whose silence told of it")
    state = models.CharField(max_length=10, choices=[(one, one) for one in State])
    cause = models.CharField(max_length=8, choices=[(one, one) for one in Cause], default=Cause.UNKNOWN)
    share = models.PositiveSmallIntegerField(default=100, help_text="percent of its sites' kits that stood")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    turned_away = models.PositiveIntegerField(null=True, help_text="people, as somebody entered it")
    counted = models.PositiveIntegerField(null=True, help_text="people, as queue numbers tell")
    steps = models.PositiveIntegerField(default=0, help_text="rows of its history")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="devices_outage_state"),
            models.CheckConstraint(condition=Q(cause__in=list(Cause)), name="devices_outage_cause"),
            models.CheckConstraint(condition=Q(share__range=(1, 100)), name="devices_outage_share"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("began_at")), name="devices_outage_while"
            ),
        ]
        indexes = [models.Index(fields=["state", "began_at"], name="devices_outage_log")]

    def __str__(self) -> str:
        return f"outage {self.uuid}"

    def get_absolute_url(self) -> str:
        return reverse("outages:outage", args=[self.uuid])

    @property
    def people(self) -> int | None:
        """How many were turned away: what somebody entered, else what queue numbers tell."""
        return self.counted if self.turned_away is None else self.turned_away


class OutageStep(Scoped):
    """What was done about an outage, and how it stood after."""

    append_only = True

    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    area_code = models.CharField(max_length=13)
    act = models.CharField(max_length=10, choices=[(one, one) for one in Act])
    sites = models.JSONField()
    cause = models.CharField(max_length=8)
    share = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    turned_away = models.PositiveIntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outage", "number"], name="devices_outage_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.outage_id}"


class StationSilence(Scoped):
    """A while in which a station should have told of itself and did not, noted when it was heard again."""

    append_only = True
    removable = True

    station = models.CharField(max_length=16)
    area_code = models.CharField(max_length=13)
    began_at = models.DateTimeField(help_text="when its first heartbeat was missed")
    ended_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["station", "began_at"], name="devices_silence_once"),
        ]
        indexes = [models.Index(fields=["ended_at"], name="devices_silence_lately")]

    def __str__(self) -> str:
        return f"silence of {self.station}"
