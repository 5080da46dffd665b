"""Scanned papers of applications."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.applications.catalogue.rules import Document
from rekam.applications.filing.models import Application
from rekam.applications.uploads.rules import Verdict
from rekam.kernel.database import Scoped


class Scan(Scoped):
    """One sheet that was sent for a required paper; its bytes lie in the vault."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="scans")
    area_code = models.CharField(max_length=13)
    document = models.CharField(max_length=20, choices=[(one, one) for one in Document])
    address = models.CharField(max_length=100, help_text="in the vault; empty = taken away")
    kind = models.CharField(max_length=5, help_text="jpeg or pdf")
    size = models.PositiveIntegerField(help_text="bytes, as kept")
    sent_digest = models.CharField(
        max_length=64, help_text="SHA-256 of what came: the same again counts once"
    )
    sent_at = models.DateTimeField()
    verdict = models.CharField(
        max_length=10, choices=[(one, one) for one in Verdict], default=Verdict.WAITING
    )
    verdict_by = models.CharField(max_length=60, blank=True)
    verdict_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True, help_text="what is wrong with it, to the applicant")
    dropped_at = models.DateTimeField(null=True, help_text="replaced or taken back by the applicant")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "document", "sent_digest"],
                condition=Q(dropped_at=None),
                name="applications_scan_once",
            ),
            models.CheckConstraint(condition=Q(document__in=list(Document)), name="applications_document"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.AGAIN) | ~Q(why=""), name="applications_again_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["application", "document"], name="applications_scans_of")]

    def __str__(self) -> str:
        return f"scan {self.uuid}"
