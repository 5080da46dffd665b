"""Service events: visits with hours, a capacity, and people who register."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.outreach.events.rules import MOST_KITS, MOST_PER_HOUR, Kind, Service, capacity, hours_between
from rekam.outreach.sites.models import Site


class Event(Scoped):
    """What makes a visit a service event. Its list, day and report are the visit's.

    registered  booked a place without being on the visit's list; a number, no names
    team        who holds it, and goes nowhere else in these hours; None where it is staffed otherwise
    """

    visit = models.OneToOneField("outreach.Visit", on_delete=models.PROTECT, related_name="event")
    area_code = models.CharField(max_length=13, help_text="of the site")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    opens = models.TimeField()
    closes = models.TimeField()
    team = models.ForeignKey("outreach.Team", on_delete=models.PROTECT, null=True, related_name="events")
    kits = models.PositiveSmallIntegerField(help_text="that record there; 0 where nobody is recorded")
    per_hour = models.PositiveSmallIntegerField(help_text="people one kit records in an hour")
    services = models.JSONField(default=list, help_text="rules.Service")
    registered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="outreach_event_kind"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="outreach_event_hours"),
            models.CheckConstraint(
                condition=Q(kits__lte=MOST_KITS, per_hour__range=(1, MOST_PER_HOUR)),
                name="outreach_event_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.visit_id}"

    @property
    def offered(self) -> list[Service]:
        return [Service(one) for one in self.services]

    @property
    def capacity(self) -> int:
        """How many people can be recorded."""
        return capacity(kits=self.kits, per_hour=self.per_hour, opens=self.opens, closes=self.closes)

    @property
    def places_left(self) -> int:
        """How many more may register; whoever is on the visit's list has a place."""
        return max(0, self.capacity - len(self.visit.people) - self.registered)

    def meets(self, *, opens: time, closes: time) -> bool:
        """Whether it is held at some time between these hours of its day."""
        return self.opens < closes and opens < self.closes

    @property
    def team_hours(self) -> float:
        """Hours of one kit with whoever works at it."""
        return self.kits * hours_between(self.opens, self.closes)
