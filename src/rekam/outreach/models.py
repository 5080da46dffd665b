"""Visits: where a team goes, when, and whom it hopes to meet."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.outreach.callups.models import (
    CallAnswer,
    CallCase,
    CallDeadline,
    Called,
    CallList,
    CallRound,
    CallTry,
    CallTurn,
)
from rekam.outreach.events.models import Event
from rekam.outreach.plans.models import Pin, Plan, PlanStop
from rekam.outreach.results.models import Photo, Report
from rekam.outreach.rounds.models import HomeDay, HomeStop, Route
from rekam.outreach.rules import LONGEST_WHY
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.lists.models import ListedName, NameList
from rekam.outreach.sites.models import Closure, Figures, Site
from rekam.outreach.sites.teams.models import Absence, Team
from rekam.outreach.sites.travel.models import Boat, Link

__all__ = [
    "Absence",
    "Boat",
    "CallAnswer",
    "CallCase",
    "CallDeadline",
    "CallList",
    "CallRound",
    "CallTry",
    "CallTurn",
    "Called",
    "Closure",
    "Event",
    "Figures",
    "HomeDay",
    "HomeStop",
    "HomeVisit",
    "Link",
    "ListedName",
    "NameList",
    "Photo",
    "Pin",
    "Plan",
    "PlanStop",
    "Pull",
    "Report",
    "Route",
    "Site",
    "Team",
    "Visit",
]


class Visit(Scoped):
    """One day of recording at one place, with the list of people to call up.

    called_off_at   it does not take place; whoever was called stands in the lists again
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="where it is")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    place = models.CharField(max_length=100, help_text="what the place was called; it need not be a site")
    on = models.DateField()
    people = models.JSONField(default=list, help_text="residents' ids, as of planning")
    known = models.PositiveIntegerField(default=0, help_text="not recorded there, on the list or not")
    planned_by = models.CharField(max_length=60)
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.CharField(max_length=60, blank=True)
    why_off = models.CharField(max_length=LONGEST_WHY, blank=True, help_text="told to the place, no names")
    reminded_on = models.DateField(null=True, blank=True, help_text="the day of which its place was reminded")

    class Meta:
        indexes = [models.Index(fields=["area_code", "on"], name="outreach_visit_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(called_off_at=None) ^ ~Q(called_off_by=""), name="outreach_visit_called_off_by"
            )
        ]

    def __str__(self) -> str:
        return f"visit {self.uuid}"

    @property
    def carrier(self) -> str:
        """What the ledger of blanks calls the team of this visit: at most 40 letters."""
        return f"{self.place[:30]} {self.uuid.hex[:8]}"

    def may_change(self, *, on: date) -> bool:
        """Whether it can still be moved or called off on a day."""
        return self.called_off_at is None and self.on >= on


class Pull(models.Model):
    """A station's request for a work list; a nonce answers once, and tries are counted by it."""

    append_only = True
    removable = True  # refused ones only, when nobody counts them any more (web.retention)

    station = models.CharField(max_length=16)
    nonce = models.BinaryField(max_length=16)
    at = models.DateTimeField()
    granted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["station", "nonce"], condition=Q(granted=True), name="outreach_pull_once"
            )
        ]
        indexes = [models.Index(fields=["station", "at"], name="outreach_pull_tries")]

    def __str__(self) -> str:
        return f"pull by {self.station}"
