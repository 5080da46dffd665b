"""Kept forecasts: the newest one of an area is shown, the older ones tell later how good they were."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped


class Outlook(Scoped):
    """What was foretold of an area on a day, if nothing changes: percent of wajib recorded, cut down."""

    append_only = True

    area_code = models.CharField(max_length=13)
    told_on = models.DateField(help_text="the office's day")
    until = models.DateField(help_text="the day that it is about")
    target = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="null: none was set")
    p10 = models.DecimalField(max_digits=5, decimal_places=2)
    p50 = models.DecimalField(max_digits=5, decimal_places=2)
    p90 = models.DecimalField(max_digits=5, decimal_places=2)
    chance = models.FloatField(help_text="0 to 1, that the target is met on that day")
    course = models.JSONField(help_text="[day, p10, p50, p90] on the way")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(p10__gte=0, p10__lte=models.F("p50"), p50__lte=models.F("p90"), p90__lte=100),
                name="coverage_outlook_in_order",
            )
        ]
        indexes = [models.Index(fields=["area_code", "told_on"], name="coverage_outlook_newest")]

    @property
    def short(self) -> Decimal:
        """Percent points by which P50 stays below the target; 0 where it is met, or none was set."""
        if self.target is None:
            return Decimal(0)
        return max(Decimal(self.target) - Decimal(self.p50), Decimal(0))

    def __str__(self) -> str:
        return f"outlook of {self.area_code} told on {self.told_on}"
