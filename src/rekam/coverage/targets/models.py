"""Targets by area, measure and date."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.coverage.projection.rules import Measure
from rekam.kernel.database import Scoped


class Target(Scoped):
    """One share to be reached by one day. A withdrawn one stays, so that nobody can say it was never set."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    measure = models.CharField(max_length=10, choices=[(m, m) for m in Measure])
    on = models.DateField()
    percent = models.DecimalField(max_digits=5, decimal_places=2, help_text="of the wajib KTP")
    source = models.CharField(max_length=120, help_text="the letter or plan that says so")
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "measure", "on"],
                condition=Q(withdrawn_at=None),
                name="coverage_one_target_a_day",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="coverage_target_percent"
            ),
            models.CheckConstraint(condition=Q(measure__in=list(Measure)), name="coverage_target_measure"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) ^ ~Q(withdrawn_by=""), name="coverage_target_withdrawn_by"
            ),
        ]

    def __str__(self) -> str:
        return f"target {self.uuid}"
