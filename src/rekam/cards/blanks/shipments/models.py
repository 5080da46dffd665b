"""Shipments from one site to another, and what the other one answered."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped


class Shipment(Scoped):
    """Blanks, cards and boxes on the road together; the sender's, shown to where it goes."""

    shown_to = "to_site"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site that sent it")
    to_site = models.CharField(max_length=13)
    letter = models.CharField(max_length=60, blank=True, help_text="number of the accompanying letter")
    count = models.PositiveIntegerField(help_text="blanks and cards in it, those in boxes too")
    boxes = models.PositiveIntegerField(default=0, help_text="closed boxes in it")
    due_on = models.DateField(help_text="the day by which it should be there")
    note = models.CharField(max_length=200, blank=True)
    sent_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    closed_by = models.CharField(max_length=60, blank=True, help_text="who took back what was on the road")
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(area_code=F("to_site")), name="cards_shipment_elsewhere"),
            models.CheckConstraint(condition=Q(count__gt=0), name="cards_shipment_not_empty"),
        ]
        indexes = [models.Index(fields=["area_code", "sent_at"], name="cards_shipment_sent")]

    def __str__(self) -> str:
        return f"shipment {self.uuid}"


class ShipmentAnswer(Scoped):
    """What the other site found when it came: counted by another officer than the one who sent it."""

    append_only = True
    shown_to = "from_site"

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="answers")
    area_code = models.CharField(max_length=13, help_text="the site that it came to")
    from_site = models.CharField(max_length=13)
    sent_by = models.CharField(max_length=60)
    refused = models.BooleanField(default=False)
    arrived = models.PositiveIntegerField(default=0, help_text="blanks taken into the safe this time")
    missing = models.PositiveIntegerField(default=0, help_text="blanks still on the road after it")
    strangers = models.JSONField(default=list, help_text="what lay in it and is not of it")
    reason = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(actor=F("sent_by")), name="cards_answer_four_eyes"),
            models.CheckConstraint(
                condition=Q(refused=False) | (Q(arrived=0) & ~Q(reason="")), name="cards_answer_refused_why"
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.shipment_id}"
