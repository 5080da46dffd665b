"""What stood in the place of the holder's own match."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.cards.counter.rules import Excuse
from rekam.cards.orders.models import PrintJob
from rekam.kernel.database import Scoped


class Waiver(Scoped):
    """One exception that an officer asked for: why, and who saw it. The newest of an order is the one meant.

    Whether it was confirmed stands at the order; a refused one stays, with its photograph.
    """

    append_only = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="waivers")
    area_code = models.CharField(max_length=13, help_text="the order's area")
    code = models.CharField(max_length=20, choices=[(e, e) for e in Excuse])
    reason = models.CharField(max_length=200)
    photo = models.CharField(max_length=100, help_text="vault address: the holder, hands beside the face")
    witnesses = models.JSONField(help_text="two names, or user names of officers")
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, help_text="away from the counter the card has left already")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__in=list(Excuse)), name="cards_waiver_code_known"),
            models.CheckConstraint(condition=~Q(photo=""), name="cards_waiver_has_photo"),
        ]

    def __str__(self) -> str:
        return f"waiver {self.uuid}"
