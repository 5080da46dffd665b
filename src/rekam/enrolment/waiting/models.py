"""What offices ask for recordings that do not move."""

from uuid import uuid4

from django.db import models

from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.kernel.database import Scoped


class Submission(Scoped):
    """One thing asked for one recording, or for a resident whose recording only SIAK has."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    record = models.ForeignKey(
        "enrolment.Record", on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    resident = models.UUIDField(null=True, blank=True, db_index=True)
    area_code = models.CharField(max_length=13)
    remedy = models.CharField(max_length=20, choices=[(one, one) for one in Remedy])
    reason = models.CharField(max_length=30, blank=True, choices=[(one, one) for one in Reason])
    of_body = models.UUIDField(
        null=True, blank=True, help_text="salah rekam: the register's id of whose fingers and irises they are"
    )
    of_face = models.UUIDField(null=True, blank=True, help_text="likewise of who is on the photograph")
    status = models.CharField(max_length=40, help_text="where it stood when this was asked")
    why = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField(db_index=True)
    agreed = models.BooleanField(null=True, help_text="None: a second person has to decide")
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True, help_text="the second person's words")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(record=None, resident=None), name="enrolment_submission_of_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(remedy__in=list(Remedy)), name="enrolment_submission_remedy_known"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed=None, decided_at=None)
                | models.Q(agreed__isnull=False, decided_at__isnull=False),
                name="enrolment_submission_decided_once",
            ),
            models.CheckConstraint(
                condition=models.Q(of_body=None, of_face=None) | models.Q(reason=Reason.WRONG_PERSON),
                name="enrolment_submission_owners",
            ),
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(agreed=None), name="enrolment_submission_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remedy} {self.uuid}"
