"""Acts of two that one officer wrote and the other one still has to confirm."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.models import Box
from rekam.cards.blanks.seconds.rules import Kind
from rekam.kernel.database import Scoped


class ActOfTwo(Scoped):
    """What the first officer wrote down; nothing moves until the second one has signed in and confirmed."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    serials = models.JSONField(default=list, help_text="of what is taken along or brought back")
    carrier = models.CharField(max_length=40, blank=True, help_text="the visit or team")
    box = models.ForeignKey(Box, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    second = models.CharField(max_length=60, blank=True, help_text="who is asked; empty: whoever looked too")
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False, help_text="false with an answer: dropped")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="cards_act_of_two_kind"),
            models.CheckConstraint(
                condition=Q(confirmed=False) | (~Q(answered_by="") & ~Q(answered_by=F("written_by"))),
                name="cards_act_of_two_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["box"], condition=Q(answered_at=None, box__isnull=False), name="cards_one_short_box"
            ),
        ]
        indexes = [
            models.Index(fields=["area_code"], condition=Q(answered_at=None), name="cards_act_of_two_open")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
