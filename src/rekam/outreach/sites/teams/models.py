"""Teams and the days on which they do not go out."""

import uuid
from datetime import time

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.outreach.sites.models import Site


class Team(Scoped):
    """People who go out together with one kit, from an office and back, on the same day unless a boat waits.

    saturday_leaves, saturday_back  its hours on Saturdays; none = as on other days
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office's")
    name = models.CharField(max_length=60)
    office = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="teams")
    members = models.JSONField(default=list, help_text="user names")
    weekdays = models.JSONField(default=list, help_text="Monday is 0")
    leaves = models.TimeField(default=time(8))
    back = models.TimeField(default=time(15))
    saturday_leaves = models.TimeField(null=True, blank=True)
    saturday_back = models.TimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "name"], name="outreach_team_name_once"),
            models.CheckConstraint(condition=Q(leaves__lt=F("back")), name="outreach_team_hours"),
            models.CheckConstraint(
                condition=Q(saturday_leaves=None, saturday_back=None)
                | Q(saturday_leaves__isnull=False, saturday_back__isnull=False)
                & Q(saturday_leaves__lt=F("saturday_back")),
                name="outreach_team_saturday",
            ),
        ]

    def __str__(self) -> str:
        return f"team {self.uuid}"


class Absence(Scoped):
    """Days (both included) on which a team stays in: leave, training, a ceremony."""

    append_only = True
    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="absences")
    area_code = models.CharField(max_length=13)
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=100)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="outreach_absence_days"),
        ]

    def __str__(self) -> str:
        return f"absence {self.uuid}"
