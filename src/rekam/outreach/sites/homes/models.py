"""Requests for a recording at home."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason, State


class HomeVisit(Scoped):
    """Somebody who cannot come; the NIK is looked up once and not kept, the register's id is."""

    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the kelurahan to go to")
    reason = models.CharField(max_length=12, choices=[(reason, reason) for reason in Reason])
    asker = models.CharField(max_length=12, choices=[(asker, asker) for asker in Asker])
    full_name = models.CharField(max_length=200)
    resident = models.UUIDField(null=True, blank=True, help_text="the register's id, where the NIK is known")
    place = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True)
    wanted_on = models.DateField(null=True, blank=True)
    half_day = models.CharField(max_length=10, choices=[(h, h) for h in HalfDay], default=HalfDay.ANY)
    health = models.BooleanField(default=False, help_text="a health worker has to come along")
    urgent = models.BooleanField(default=False)
    needs = models.CharField(max_length=100, blank=True, help_text="what to bring")
    latitude = models.FloatField(null=True, blank=True, help_text="degrees; empty = middle of the kelurahan")
    longitude = models.FloatField(null=True, blank=True)
    asked_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.WAITING)
    planned_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="outreach_home_state_known"),
            models.CheckConstraint(condition=Q(reason__in=list(Reason)), name="outreach_home_reason_known"),
            models.CheckConstraint(condition=Q(half_day__in=list(HalfDay)), name="outreach_home_half_day"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="outreach_home_position",
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(state__in=["waiting", "planned"]),
                name="outreach_home_open_once",
            ),
        ]
        indexes = [models.Index(fields=["area_code", "state"], name="outreach_home_where")]

    def __str__(self) -> str:
        return f"home visit {self.uuid}"
