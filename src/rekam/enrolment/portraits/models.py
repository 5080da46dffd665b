"""New photographs of people who are recorded. Bytes lie in the vault."""

from uuid import uuid4

from django.db import models

from rekam.enrolment.models import Record
from rekam.enrolment.portraits.rules import Ground, Standing
from rekam.kernel.database import Scoped


class PortraitChange(Scoped):
    """One photograph taken in the place of another; those in force are the history of a recording's face.

    findings     photo_rules.Finding, as they were told to the officer
    excuse       code of the counter's exception, where nothing could be compared; '' after a match
    likeness     cosine with the photograph before, in hundredths; None where it could not be compared
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="portrait_changes")
    area_code = models.CharField(max_length=13, help_text="domicile")
    ground = models.CharField(max_length=12, choices=[(g, g) for g in Ground])
    note = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=100, help_text="vault address of the photograph until then")
    after = models.CharField(max_length=100, blank=True, help_text="vault address; '' once it was let go")
    findings = models.JSONField(default=list)
    likeness = models.SmallIntegerField(null=True)
    kept_for = models.CharField(max_length=20, blank=True, help_text="photo_rules.Reason")
    excuse = models.CharField(max_length=20, blank=True)
    excuse_reason = models.CharField(max_length=200, blank=True)
    witnesses = models.JSONField(default=list)
    standing = models.CharField(max_length=10, choices=[(s, s) for s in Standing], default=Standing.TAKEN)
    taken_by = models.CharField(max_length=150)
    taken_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("taken_by")), name="enrolment_portrait_four_eyes"
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(standing__in=[Standing.TAKEN, Standing.ASKED]),
                name="enrolment_one_new_portrait",
            ),
        ]

    def __str__(self) -> str:
        return f"photograph {self.uuid}"
