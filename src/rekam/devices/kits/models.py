"""Kits, their parts with an append-only history, custody, reservations, what stations say of themselves."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from rekam.devices.kits.rules import Act, PartKind, State
from rekam.kernel.database import Scoped


def _words(of: type[PartKind] | type[State] | type[Act]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in of]


class Kit(Scoped):
    """A set that records: its parts point to it. Place, team and holder are those of its last custody row."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="where it is: the office or a kecamatan")
    name = models.CharField(max_length=60)
    team = models.CharField(max_length=60, blank=True, help_text="the outreach team that has it")
    holder = models.CharField(max_length=60, blank=True, help_text="user name of who answers for it")
    since = models.DateField(help_text="the day of its last custody row")
    station = models.CharField(max_length=16, blank=True, help_text="key id of its laptop as a station")
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["station"], condition=~Q(station=""), name="devices_kit_station_once"
            ),
        ]

    def __str__(self) -> str:
        return f"kit {self.uuid}"

    def get_absolute_url(self) -> str:
        return reverse("kits:kit", args=[self.uuid])


class Custody(Scoped):
    """From this day on a kit is at this place and somebody answers for it; the next row ends it."""

    append_only = True

    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="custody")
    area_code = models.CharField(max_length=13)
    team = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"custody of {self.kit_id} from {self.on}"


class Part(Scoped):
    """A device. Its state, place and days are the fold of its history, kept beside it for the lists."""

    shown_to = "lent_to"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="where it is, or whose shelf it belongs to")
    lent_to = models.CharField(max_length=13, blank=True, help_text="the other office that has it")
    kind = models.CharField(max_length=10, choices=_words(PartKind))
    make = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    serial = models.CharField(max_length=60)
    bought_on = models.DateField(null=True, blank=True)
    budget = models.CharField(max_length=60, blank=True, help_text="such as APBN 2012, as far as known")
    kit = models.ForeignKey(
        Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="parts", help_text="it is in"
    )
    home = models.ForeignKey(
        Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="it belongs to"
    )
    due_on = models.DateField(null=True, blank=True, help_text="when a borrowed part comes back")
    state = models.CharField(max_length=12, choices=_words(State), default=State.READY)
    state_on = models.DateField(help_text="since when it stands so")
    broken_on = models.DateField(null=True, blank=True, help_text="the report of the fault it has now")
    last_on = models.DateField(help_text="the day of its last act")
    acts = models.PositiveIntegerField(default=0, help_text="rows of its history")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "make", "model", "serial"], name="devices_part_once"),
            models.CheckConstraint(condition=Q(lent_to="") | Q(kit=None), name="devices_part_in_one_place"),
            models.CheckConstraint(
                condition=Q(broken_on=None, state__in=[State.READY, State.WRITTEN_OFF])
                | (Q(broken_on__isnull=False) & ~Q(state__in=[State.READY, State.WRITTEN_OFF])),
                name="devices_part_broken_since",
            ),
        ]
        indexes = [models.Index(fields=["area_code", "state"], name="devices_part_standing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    def get_absolute_url(self) -> str:
        return reverse("kits:part", args=[self.uuid])


class PartEvent(Scoped):
    """What was done with a part, and on which day."""

    append_only = True

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    area_code = models.CharField(max_length=13)
    act = models.CharField(max_length=14, choices=_words(Act))
    on = models.DateField()
    kit = models.ForeignKey(
        Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="events", help_text="it was in"
    )
    by = models.CharField(max_length=80, blank=True, help_text="who repaired, fetched or carried it")
    cost = models.PositiveBigIntegerField(null=True, blank=True, help_text="rupiah")
    due_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="devices_part_event_once"),
            models.CheckConstraint(
                condition=Q(act=Act.BORROWED, due_on__isnull=False) | (~Q(act=Act.BORROWED) & Q(due_on=None)),
                name="devices_part_event_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.part_id} {self.on}"


class Fitting(Scoped):
    """A part that another office lent is in this kit of ours, or on our shelf; the next row ends it."""

    append_only = True

    area_code = models.CharField(max_length=13, help_text="the borrower's place")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="fittings")
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, null=True, blank=True, related_name="fittings")
    due_on = models.DateField(help_text="of which loan: the day on which the part goes back")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part_id} in {self.kit_id}"


class FaultReport(Scoped):
    """A fault that somebody pressed at a station; `part` stays empty until it is known which part it is."""

    uuid = models.UUIDField(unique=True, help_text="made at the laptop: the same again is the same report")
    area_code = models.CharField(max_length=13)
    station = models.CharField(max_length=16)
    kind = models.CharField(max_length=10, choices=_words(PartKind))
    on = models.DateField()
    at = models.DateTimeField(help_text="when it arrived")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    closed_by = models.CharField(max_length=60, blank=True, help_text="who put it aside without a part")

    class Meta:
        indexes = [models.Index(fields=["station", "at"], name="devices_fault_station")]

    def __str__(self) -> str:
        return f"fault {self.uuid}"


class Reservation(Scoped):
    """Days for which a kit is promised, such as an exam week of a school."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="reservations")
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=120)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="devices_reservation_days"),
        ]

    def __str__(self) -> str:
        return f"reservation {self.uuid}"


class Health(Scoped):
    """The last heartbeat of a station; one row a station, so that no station can fill a disk."""

    station = models.CharField(max_length=16, unique=True)
    area_code = models.CharField(max_length=13)
    at = models.DateTimeField(help_text="by the server's clock")
    clock_off = models.IntegerField(help_text="seconds by which the laptop's clock is ahead")
    free_mb = models.PositiveBigIntegerField()
    battery = models.PositiveSmallIntegerField(null=True, blank=True)
    last_capture = models.DateTimeField(null=True, blank=True)
    devices = models.JSONField(default=list, help_text="messages.DeviceHealth, each as a map")
    program = models.IntegerField(db_default=0, help_text="number of the bundle it runs; 0 = none")

    def __str__(self) -> str:
        return f"health of {self.station}"


class StationDay(Scoped):
    """How many people a station recorded on a day; a later heartbeat may say more, never less."""

    station = models.CharField(max_length=16)
    area_code = models.CharField(max_length=13)
    day = models.DateField()
    captures = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(help_text="from the first person to the last")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["station", "day"], name="devices_station_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.station} on {self.day}"
