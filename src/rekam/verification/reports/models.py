"""Reports of use."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.verification.partners.models import Partner


class UseReport(Scoped):
    """An institution's use in a semester. The figures are kept when the questions themselves are gone."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="reports")
    semester = models.CharField(max_length=6, help_text="2026-1")
    figures = models.JSONField(help_text="reports.rules.Figures")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    letter = models.CharField(
        max_length=100, blank=True, help_text="the institution's letter that confirms it"
    )
    confirmed_by = models.CharField(max_length=60, blank=True, help_text="officer who took the letter")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "semester"], name="verification_report_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(letter=""), name="verification_report_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.semester} of partner {self.partner_id}"
