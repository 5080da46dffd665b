"""Home-visit days, their teams' routes, and each home that could have been visited."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.outreach.plans.rules import AT_WORK, State
from rekam.outreach.rounds.rules import Outcome, Word
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.teams.models import Team

LONGEST_NOTE = 200


class HomeDay(Scoped):
    """One day of visits at home in an area. Until it is announced it may be searched anew.

    village   kelurahan to which the plan sends a team that day: its homes come first
    done      share (0 to 1) of the search
    by_hand   homes that going on to the nearest one would have visited
    beyond    open requests that were not looked at, because there are too many for one day
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office's, or a kecamatan's")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.WAITING)
    code = models.CharField(max_length=60, blank=True, help_text="why it failed")
    seconds = models.PositiveSmallIntegerField()
    village = models.CharField(max_length=13, blank=True)
    done = models.FloatField(default=0)
    by_hand = models.PositiveSmallIntegerField(default=0)
    by_hand_worth = models.FloatField(default=0)
    worth = models.FloatField(default=0)
    beyond = models.PositiveIntegerField(default=0)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    announced_by = models.CharField(max_length=60, blank=True)
    announced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "on"], name="outreach_round_once_a_day"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="outreach_round_state"),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(state=State.READY), name="outreach_round_announced_ready"
            ),
        ]

    def __str__(self) -> str:
        return f"home day {self.uuid}"

    @property
    def at_work(self) -> bool:
        """Whether a worker has or will have it in hand."""
        return self.state in AT_WORK


class Route(Scoped):
    """A team's part of a day.

    health   whether a health worker goes along
    home_at  when it is at its office again
    visit    the visit that its recordings belong to, once it is announced
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    home_day = models.ForeignKey(HomeDay, on_delete=models.CASCADE, related_name="routes")
    area_code = models.CharField(max_length=13)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="routes")
    leaves = models.TimeField()
    back = models.TimeField(help_text="it has to be back by then")
    health = models.BooleanField(default=False)
    home_at = models.TimeField(null=True)
    visit = models.OneToOneField("outreach.Visit", on_delete=models.PROTECT, null=True, related_name="route")

    removable = True  # when the day is asked for again with other teams

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["home_day", "team"], name="outreach_route_team_once"),
        ]

    def __str__(self) -> str:
        return f"route {self.uuid}"


class HomeStop(Scoped):
    """A home on a day: on a route in its order, or left with its reason.

    way          minutes from the place before
    estimated    its place is the middle of the kelurahan
    word         what the planner has said
    why          why it is left (words.LEFT), with the minutes that this is about
    outcome      what came of the visit; who was not met is asked for again by the request itself
    followed_at  when the back office had dealt with somebody who died or moved
    """

    removable = True  # when the day is searched anew

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    home_day = models.ForeignKey(HomeDay, on_delete=models.CASCADE, related_name="homes")
    area_code = models.CharField(max_length=13, help_text="the kelurahan")
    request = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="rounds")
    route = models.ForeignKey(Route, on_delete=models.CASCADE, null=True, related_name="homes")
    order = models.PositiveSmallIntegerField(null=True)
    way = models.PositiveSmallIntegerField(default=0)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    estimated = models.BooleanField(default=False)
    worth = models.FloatField(default=0)
    word = models.CharField(max_length=10, choices=[(w, w) for w in Word], blank=True)
    why = models.CharField(max_length=10, blank=True)
    why_minutes = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=[(one, one) for one in Outcome], blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    told_by = models.CharField(max_length=60, blank=True)
    told_at = models.DateTimeField(null=True)
    followed_by = models.CharField(max_length=60, blank=True)
    followed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["home_day", "request"], name="outreach_home_once_a_day"),
            models.UniqueConstraint(fields=["route", "order"], name="outreach_home_order"),
            models.CheckConstraint(
                condition=Q(route=None, order=None, begins=None)
                | Q(route__isnull=False, order__isnull=False, begins__isnull=False),
                name="outreach_home_on_route",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=list(Outcome), route__isnull=False),
                name="outreach_home_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"home {self.uuid}"
