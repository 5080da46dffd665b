"""Invitations to laptops, and wrong codes."""

from uuid import uuid4

from django.db import models

from rekam.devices.pairing.messages import PairState
from rekam.kernel.database import Scoped


class Pairing(Scoped):
    """One invitation: its code is kept as a digest, and belongs to the first laptop that sends it."""

    removable = True  # a year after the invitation (web.retention)

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office whose laptop it will be")
    name = models.CharField(max_length=100, help_text="of the laptop, such as KSM-03")
    code_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the code")
    state = models.CharField(max_length=10, default=PairState.OPEN, choices=[(one, one) for one in PairState])
    invited_by = models.CharField(max_length=60)
    invited_at = models.DateTimeField()
    public_key = models.BinaryField(max_length=32, null=True, help_text="of the laptop that asked")
    check_number = models.CharField(max_length=7, default="")
    decided_by = models.CharField(max_length=60, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=PairState.OPEN) | models.Q(public_key__isnull=False),
                name="devices_pairing_has_a_laptop",
            )
        ]

    def __str__(self) -> str:
        return f"pairing {self.uuid}"


class WrongCode(models.Model):
    """Somebody sent a code that is none; counted for some minutes, then removed."""

    append_only = True
    removable = True

    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"wrong code at {self.at}"
