"""MOSIP's records and messages: opaque ids on both sides."""

from django.db import models

from rekam.abis.mosip.rules import ADJUDICATE, Kind

WAITS = (*(str(kind) for kind in (Kind.INSERT, Kind.IDENTIFY, Kind.DELETE)), ADJUDICATE)


class Reference(models.Model):
    """A record as MOSIP knows it, and the subject that it is here. A deleted one is no candidate."""

    reference = models.CharField(max_length=100, help_text="MOSIP's referenceId, no number of a person")
    subject = models.UUIDField(unique=True)
    at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=models.Q(deleted_at=None), name="abis_mosip_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"reference of subject {self.subject}"


class Message(models.Model):
    """A message that was taken in, in the order of its number, and its answer until MOSIP has it."""

    removable = True

    request_id = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=40, choices=[(kind, kind) for kind in WAITS])
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked, to know a repeat")
    asked = models.JSONField(
        help_text="reference, address in the data share, gallery, flags; emptied when done"
    )
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    before_people_at = models.DateTimeField(
        null=True, blank=True, help_text="since when people judge it; the worker does not wait for them"
    )
    answer = models.JSONField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=WAITS),
                name="abis_mosip_kind_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None, answered_at=None)
                | models.Q(answer__isnull=False, answered_at__isnull=False),
                name="abis_mosip_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(answered_at=None), name="abis_mosip_waiting"),
            models.Index(fields=["id"], condition=models.Q(taken_at=None), name="abis_mosip_not_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.request_id}"


class Compared(models.Model):
    """A registration of a message that people judge, and the subject that its body is here meanwhile.

    It goes with its message. The subject is in no gallery: its body was lent for this one comparison.
    """

    removable = True

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="compared")
    registration = models.CharField(max_length=100, help_text="MOSIP's id of a registration, of no person")
    subject = models.UUIDField(unique=True)
    is_probe = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "registration"], name="abis_mosip_compared_once"),
            models.UniqueConstraint(
                fields=["message"], condition=models.Q(is_probe=True), name="abis_mosip_one_probe"
            ),
        ]

    def __str__(self) -> str:
        return f"subject {self.subject} of {self.message}"
