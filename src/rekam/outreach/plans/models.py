"""Plans as they were made, their stops, and the dates that the planner has decided."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.outreach.plans.rules import State
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.teams.models import Team


class Plan(Scoped):
    """One plan of an office; the newest that is ready holds, the older ones stay to be compared with.

    first, last  its days
    seconds      how long the planner was to search
    mends        the plan whose days that are left it keeps to, but for what changed; none = made from nothing
    why          what was changed since the plan that it mends
    stopped      the planner takes the best found so far
    value        weighted people, and by_hand_value that of the office's old rule
    people       heads, as by_hand (the old rule) and p10 to p90
    upper_bound  proven: no plan with these teams and days is worth more
    left_out     weighted people of trips that would bring hardly anybody, and are not made
    had, had_value            what the mended plan was to bring in these days, heads and weighted
    unmended, unmended_value  what is left of it where nobody plans anew
    prices       [office, one more team-day, one more team and kit on every day] each, in weighted people
    dead_kits    [team, its kits, days of work without one, weighted people at most lost by it] each
    broken       rules that could not be kept: the code and facts of each (planning.evaluate)
    moved        of the dates that were announced before, how many are others now
    estimated    share (0 to 1) of the ways that are a straight line made longer
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.WAITING)
    code = models.CharField(max_length=60, blank=True, help_text="why it failed")
    first = models.DateField()
    last = models.DateField()
    seconds = models.PositiveSmallIntegerField()
    floor = models.PositiveSmallIntegerField(null=True, help_text="percent of every kecamatan to reach")
    lending = models.BooleanField(default=False)
    mends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    stopped = models.BooleanField(default=False)
    value = models.FloatField(default=0)
    people = models.FloatField(default=0)
    upper_bound = models.FloatField(default=0)
    left_out = models.FloatField(default=0)
    had = models.FloatField(default=0)
    had_value = models.FloatField(default=0)
    unmended = models.FloatField(default=0)
    unmended_value = models.FloatField(default=0)
    by_hand = models.FloatField(default=0)
    by_hand_value = models.FloatField(default=0)
    p10 = models.FloatField(default=0)
    p50 = models.FloatField(default=0)
    p90 = models.FloatField(default=0)
    to_record = models.PositiveIntegerField(default=0)
    shares = models.JSONField(default=list, help_text="[kecamatan, people, of how many] each")
    prices = models.JSONField(default=list)
    dead_kits = models.JSONField(default=list)
    broken = models.JSONField(default=list)
    moved = models.PositiveIntegerField(default=0)
    announced = models.PositiveIntegerField(default=0)
    estimated = models.FloatField(default=0)
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "number"], name="outreach_plan_number"),
            models.UniqueConstraint(
                fields=["area_code"],
                condition=Q(state__in=[State.WAITING, State.WORKING]),
                name="outreach_plan_one_at_work",
            ),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="outreach_plan_state"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="outreach_plan_days"),
            # A plan above its bound would be a fault of ours; it never becomes anybody's plan.
            models.CheckConstraint(
                condition=~Q(state=State.READY) | Q(value__lte=F("upper_bound") + 0.001),
                name="outreach_plan_within_bound",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.uuid}"


class PlanStop(Scoped):
    """One session of a plan.

    called       not recorded there when the team comes; people of them are expected
    next_people  expected at the best other place that day
    visit        the visit that was announced for it
    """

    removable = True  # of plans that never held, when they are forgotten

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="stops")
    area_code = models.CharField(max_length=13, help_text="of the site")
    day = models.DateField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="stops")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="stops")
    order = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    called = models.FloatField()
    people = models.FloatField()
    first_time = models.PositiveIntegerField(default=0)
    before = models.PositiveSmallIntegerField(default=0, help_text="earlier stops of the plan there")
    next_site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    next_people = models.FloatField(default=0)
    visit = models.ForeignKey("outreach.Visit", on_delete=models.PROTECT, null=True, related_name="stops")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "day", "team", "order"], name="outreach_stop_order"),
            models.UniqueConstraint(fields=["plan", "day", "team", "site"], name="outreach_stop_site_once"),
        ]

    def __str__(self) -> str:
        return f"stop {self.uuid}"


class Pin(Scoped):
    """A date that the planner has decided: this site is visited that day, or is not. It holds until lifted.

    announced  people were told of it: a plan may move it only where nothing else is possible
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="of the site")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="pins")
    day = models.DateField()
    allowed = models.BooleanField()
    announced = models.BooleanField(default=False)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    lifted_by = models.CharField(max_length=60, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"], condition=Q(lifted_at=None), name="outreach_pin_once"
            ),
        ]

    def __str__(self) -> str:
        return f"pin {self.uuid}"
