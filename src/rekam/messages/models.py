"""Messages without their addresses, the addresses that want none, and tries at stop codes."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.messages.rules import Channel, Kind, State


class Recipient(models.Model):
    """An address that was written to, as a keyed digest; whoever has a message of ours has its stop code."""

    removable = True  # once nothing was sent lately and nobody said stop

    digest = models.CharField(max_length=64, unique=True)
    stop_code = models.CharField(max_length=10, unique=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"recipient {self.pk}"


class Message(Scoped):
    """One message: what, by which channel, and what became of it. Address and text, sealed, until it left."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=80, unique=True, help_text="names it, so that a repeat sends nothing")
    area_code = models.CharField(max_length=13, help_text="of the office that sends it")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="messages")
    template = models.CharField(max_length=30, help_text="wording.Template")
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=10, choices=[(channel, channel) for channel in Channel])
    sealed = models.BinaryField(blank=True, help_text="address and text; empty once nothing is to be sent")
    state = models.CharField(max_length=10, choices=[(state, state) for state in State])
    why = models.CharField(max_length=40, blank=True, help_text="code of what went wrong last")
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(help_text="not before")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="sending_state_known"),
            models.CheckConstraint(condition=Q(channel__in=list(Channel)), name="sending_channel_known"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, ended_at=None)
                | (~Q(state=State.WAITING) & Q(ended_at__isnull=False, sealed=b"")),
                name="sending_ended_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state=State.WAITING), name="sending_due"),
            models.Index(fields=["recipient", "made_at"], name="sending_often"),
        ]

    def __str__(self) -> str:
        return f"message {self.uuid}"


class StopTry(models.Model):
    """A stop code that somebody sent; who, only as a keyed digest, for ten minutes."""

    removable = True

    asker = models.CharField(max_length=32)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"try {self.pk}"
