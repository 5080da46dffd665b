"""Stages that were begun and did not succeed yet. Gone when they do."""

from uuid import uuid4

from django.db import models

from rekam.enrolment.operations.rules import Reason
from rekam.kernel.database import Scoped


class Attempt(Scoped):
    """A stage of a packet that is under way, fails, or is given up: then a dead letter.

    What failed stands here as a reason and a kind, never in words: those may name anybody.
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    packet = models.ForeignKey("enrolment.Packet", on_delete=models.PROTECT, related_name="attempts")
    area_code = models.CharField(max_length=13, blank=True, help_text="of the recording, or of the station")
    stage = models.CharField(max_length=10)
    tries = models.PositiveSmallIntegerField(default=0, help_text="those that count against the packet")
    begun_at = models.DateTimeField()
    reason = models.CharField(
        max_length=20, blank=True, choices=[(one, one) for one in Reason], help_text="'' = under way"
    )
    kind = models.CharField(max_length=60, blank=True, help_text="code of a refusal, or type of an exception")
    first_failed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    sent_again = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["packet", "stage"], name="enrolment_attempt_once"),
            models.CheckConstraint(
                condition=models.Q(dead_at=None) | ~models.Q(reason=""), name="enrolment_dead_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["dead_at"], condition=models.Q(dead_at__isnull=False), name="enrolment_dead_letters"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of packet {self.packet_id}"
