"""Visits: where a team goes, when, and whom it hopes to meet."""

from uuid import uuid4

from django.db import models

from rekam.kernel.database import Scoped
from rekam.outreach.callups.models import CallAnswer, CallCase, Called, CallList, CallRound, CallTry, CallTurn
from rekam.outreach.events.models import Event
from rekam.outreach.plans.models import Pin, Plan, PlanStop
from rekam.outreach.results.models import Photo, Report
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
    "CallList",
    "CallRound",
    "CallTry",
    "CallTurn",
    "Called",
    "Closure",
    "Event",
    "Figures",
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
    "Site",
    "Team",
    "Visit",
]


class Visit(Scoped):
    """One day of recording at one site, with the list of people to call up."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="where the site is")
    site = models.CharField(max_length=100)
    on = models.DateField()
    people = models.JSONField(default=list, help_text="residents' ids, as of planning")
    known = models.PositiveIntegerField(default=0, help_text="not recorded there, on the list or not")
    planned_by = models.CharField(max_length=60)
    planned_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_code", "on"], name="outreach_visit_when")]

    def __str__(self) -> str:
        return f"visit {self.uuid}"


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
                fields=["station", "nonce"], condition=models.Q(granted=True), name="outreach_pull_once"
            )
        ]
        indexes = [models.Index(fields=["station", "at"], name="outreach_pull_tries")]

    def __str__(self) -> str:
        return f"pull by {self.station}"
