"""Sites, the days on which kinds of them are closed, and the office's figures for planning."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.rules import CLOSES, OPENS, Kind, Signal


class Site(Scoped):
    """A place that a team can go to, or, for Kind.OFFICE, begin from. Nothing is deleted: it ends."""

    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the kelurahan it stands in")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    code = models.CharField(max_length=20, unique=True, help_text="kelurahan code, NPSN, or the office's own")
    name = models.CharField(max_length=100)
    latitude = models.FloatField(null=True, blank=True, help_text="degrees; empty = middle of the kelurahan")
    longitude = models.FloatField(null=True, blank=True)
    weekdays = models.JSONField(default=list, help_text="open ones, Monday is 0")
    opens = models.TimeField(default=OPENS)
    closes = models.TimeField(default=CLOSES)
    contact = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    signal = models.CharField(max_length=10, choices=[(s, s) for s in Signal], default=Signal.UNKNOWN)
    island = models.CharField(max_length=60, blank=True, help_text="its name, where only boats go")
    turnout = models.PositiveSmallIntegerField(null=True, blank=True, help_text="percent; empty = its kind's")
    shares = models.JSONField(default=list, help_text="[village, youngest, oldest, percent] each")
    shares_source = models.CharField(max_length=200, blank=True, help_text="empty = an assumption")
    head = models.CharField(max_length=150, blank=True, help_text="user name of who may see its own list")
    ended_on = models.DateField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0, help_text="not recorded there, when a plan last counted")
    counted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="outreach_site_kind_known"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="outreach_site_hours"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="outreach_site_position",
            ),
        ]
        indexes = [models.Index(fields=["area_code", "kind"], name="outreach_site_where")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def kecamatan(self) -> str:
        """The code of the kecamatan it stands in; its own area's where that is wider."""
        return self.area_code[:8]


class Closure(Scoped):
    """Days on which a kind of place, or all of them, cannot be visited: the office's dated calendar."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the area it holds for")
    kind = models.CharField(max_length=10, blank=True, help_text="rules.Kind; empty = every kind")
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=10, choices=[(why, why) for why in Why])
    source = models.CharField(max_length=200, help_text="the letter or the calendar that says so")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="outreach_closure_days"),
            models.CheckConstraint(condition=Q(why__in=list(Why)), name="outreach_closure_why"),
        ]

    def __str__(self) -> str:
        return f"closure {self.uuid}"


class Figures(Scoped):
    """What an office wants a plan to reckon with, from a day on; two people make it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office")
    since = models.DateField()
    values = models.JSONField(help_text="reckoning.PlanFigures, by name")
    source = models.CharField(max_length=200)
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    holds = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="outreach_figures_two"),
            models.CheckConstraint(
                condition=Q(holds=False) | ~Q(decided_by=""), name="outreach_figures_held"
            ),
            models.UniqueConstraint(
                fields=["area_code", "since"], condition=Q(holds=True), name="outreach_figures_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"figures of {self.area_code} from {self.since}"
