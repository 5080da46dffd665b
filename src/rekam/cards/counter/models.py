"""What stood in the place of the holder's own match."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.cards.counter.rules import Errand, Excuse
from rekam.cards.orders.models import PrintJob
from rekam.kernel.database import Scoped

CODES = [*Excuse, *Errand]


class Waiver(Scoped):
    """One exception that an officer asked for: why, and who saw it; or who came in the holder's place.

    The newest of an order is the one meant. Whether an exception was confirmed stands at the order; a refused
    one stays. Nobody changes a row; photograph, words and witnesses go together when their time is over.
    """

    append_only = True
    forgets = ("photo", "reason", "witnesses")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="waivers")
    area_code = models.CharField(max_length=13, help_text="the order's area")
    code = models.CharField(max_length=20, choices=[(e, e) for e in CODES])
    reason = models.CharField(max_length=200)
    photo = models.CharField(
        max_length=100,
        blank=True,
        help_text="vault address: the holder and both hands, or the letter; '' once it is forgotten",
    )
    collector = models.UUIDField(null=True, help_text="the register's id of the relative who came")
    witnesses = models.JSONField(help_text="two names, or user names of officers")
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, help_text="away from the counter the card has left already")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__in=CODES), name="cards_waiver_code_known"),
            models.CheckConstraint(
                condition=~Q(photo="") | Q(reason="", witnesses=[]), name="cards_waiver_has_photo"
            ),
        ]

    def __str__(self) -> str:
        return f"waiver {self.uuid}"


class Reminder(Scoped):
    """One message that a card waits; neither number nor text is kept."""

    append_only = True

    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="reminders")
    area_code = models.CharField(max_length=13, help_text="the order's area")
    day = models.PositiveSmallIntegerField(help_text="rules.REMINDERS: days since the card was printed")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "day"], name="cards_reminder_once")]

    def __str__(self) -> str:
        return f"reminder {self.day} of {self.job_id}"
