"""Counters with their hours, bookings, queue numbers of a day, outages and who was told of them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.applications.bookings.rules import (
    MOST_MINUTES,
    MOST_STATIONS,
    MOST_WALK_INS,
    WALK_INS,
    Line,
    Purpose,
    State,
)
from rekam.applications.bookings.waiting import Stage
from rekam.kernel.database import Scoped


class Counter(Scoped):
    """A place where people are served on fixed days of the week; it ends, and is never deleted."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="of the office or the kecamatan")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=160, help_text="as people find it")
    hours = models.JSONField(default=dict, help_text="by weekday, Monday is 0: opens, closes, break or none")
    purposes = models.JSONField(default=list, help_text="rules.Purpose")
    kits = models.JSONField(default=list, help_text="ids of the kits that stand there")
    recorders = models.PositiveSmallIntegerField(help_text="people who record, on a usual day")
    clerks = models.PositiveSmallIntegerField(help_text="people at the desk, on a usual day")
    minutes_recording = models.PositiveSmallIntegerField(help_text="a person, until the kits' pace is known")
    minutes_desk = models.PositiveSmallIntegerField(help_text="a person, until the desk's pace is known")
    walk_ins = models.PositiveSmallIntegerField(default=WALK_INS, help_text="percent kept free of bookings")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recorders__lte=MOST_STATIONS, clerks__lte=MOST_STATIONS),
                name="bookings_counter_people",
            ),
            models.CheckConstraint(
                condition=Q(
                    minutes_recording__range=(1, MOST_MINUTES),
                    minutes_desk__range=(1, MOST_MINUTES),
                    walk_ins__lte=MOST_WALK_INS,
                ),
                name="bookings_counter_pace",
            ),
        ]

    def __str__(self) -> str:
        return f"counter {self.uuid}"


class CounterDay(Scoped):
    """Other people than usual at a counter on a day: somebody is ill, or others help."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="days")
    area_code = models.CharField(max_length=13)
    on = models.DateField()
    recorders = models.PositiveSmallIntegerField()
    clerks = models.PositiveSmallIntegerField()
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counter", "on"], name="bookings_counter_day_once"),
            models.CheckConstraint(
                condition=Q(recorders__lte=MOST_STATIONS, clerks__lte=MOST_STATIONS),
                name="bookings_counter_day_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} at counter {self.counter_id}"


class Booking(Scoped):
    """Half an hour at a place that somebody holds: a keyed digest of the NIK, and a name to be called by.

    place           a counter's id, or the id of a service event's visit
    priority_until  the last day for which the share of walk-ins is open: an outage took the time
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=10, unique=True)
    token = models.UUIDField(unique=True, help_text="of the form that made it; sent twice it counts once")
    code_digest = models.CharField(max_length=64)
    area_code = models.CharField(max_length=13, help_text="of the place")
    place = models.UUIDField()
    is_event = models.BooleanField()
    purpose = models.CharField(max_length=12, choices=[(one, one) for one in Purpose])
    on = models.DateField()
    starts = models.TimeField()
    person = models.CharField(max_length=64, blank=True, help_text="keyed digest of the NIK")
    name = models.CharField(max_length=60, blank=True, help_text="to be called by")
    contact = models.CharField(max_length=120, blank=True, help_text="phone or e-mail, for messages")
    language = models.CharField(max_length=16, default="id")
    state = models.CharField(max_length=10, choices=[(one, one) for one in State], default=State.BOOKED)
    made_by = models.CharField(max_length=60, blank=True, help_text="officer who booked it for somebody")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, help_text="day on which it was over")
    reminders = models.PositiveSmallIntegerField(default=0, help_text="0, the day before 1, that morning 2")
    priority_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(state=State.BOOKED), name="bookings_open_once"
            ),
            models.CheckConstraint(condition=Q(number__regex=r"^\d{10}$"), name="bookings_number"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="bookings_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=list(Purpose)), name="bookings_purpose_known"),
            models.CheckConstraint(
                condition=Q(state__in=[State.BOOKED, State.ARRIVED]) | Q(ended_on__isnull=False),
                name="bookings_ended",
            ),
        ]
        indexes = [models.Index(fields=["place", "on"], name="bookings_at_place")]

    def __str__(self) -> str:
        return f"booking {self.uuid}"


class Ticket(Scoped):
    """A queue number of one line of a place on one day."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    place = models.UUIDField()
    on = models.DateField()
    line = models.CharField(max_length=10, choices=[(one, one) for one in Line])
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=12, choices=[(one, one) for one in Purpose])
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, null=True, related_name="ticket")
    stage = models.CharField(max_length=8, choices=[(one, one) for one in Stage], default=Stage.WAITING)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_to = models.PositiveSmallIntegerField(null=True, help_text="number of the station or desk")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on", "line", "number"], name="bookings_ticket_once"),
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="bookings_ticket_stage"),
            models.CheckConstraint(
                condition=Q(stage=Stage.WAITING) | Q(called_at__isnull=False, called_to__isnull=False),
                name="bookings_ticket_called",
            ),
        ]

    def __str__(self) -> str:
        return f"ticket {self.uuid}"

    @property
    def sign(self) -> str:
        """What is called out: A12 at the kits, B12 at the desk."""
        return f"{'A' if self.line == Line.RECORDING else 'B'}{self.number}"


class Outage(Scoped):
    """A while in which a place, or one line of it, does not work, and the cause as everybody is told it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    place = models.UUIDField(db_index=True)
    line = models.CharField(
        max_length=10, blank=True, choices=[(one, one) for one in Line], help_text="empty = all of it"
    )
    begins_at = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="empty = not known")
    cause = models.CharField(max_length=120, help_text="in public words, no names")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="it works again, or the while is over")
    ended_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("begins_at")), name="bookings_outage_while"
            ),
            models.CheckConstraint(condition=~Q(cause=""), name="bookings_outage_cause"),
        ]

    def __str__(self) -> str:
        return f"outage {self.uuid}"


class OutageTold(Scoped):
    """That a booking was hit by an outage, and which messages left for it; None = there is no contact."""

    area_code = models.CharField(max_length=13)
    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="told")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="told")
    message = models.UUIDField(null=True, help_text="of the notice")
    message_over = models.UUIDField(null=True, help_text="of the news that it works again")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outage", "booking"], name="bookings_told_once")]

    def __str__(self) -> str:
        return f"booking {self.booking_id} in outage {self.outage_id}"
