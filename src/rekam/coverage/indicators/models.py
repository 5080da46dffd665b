"""What the office typed in of an indicator for a fortnight; the newest word holds, the others stay."""

from django.db import models

from rekam.coverage.indicators.rules import Indicator
from rekam.kernel.database import Scoped


class IndicatorFigure(Scoped):
    """One value and target, with who says so and of which day."""

    append_only = True

    area_code = models.CharField(max_length=13)
    period = models.DateField(help_text="first day of the fortnight")
    indicator = models.CharField(max_length=12, choices=[(one, one) for one in Indicator])
    name = models.CharField(max_length=80, blank=True, help_text="of the tenth, as the office calls it")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True, help_text="percent")
    target = models.DecimalField(max_digits=6, decimal_places=2, help_text="percent")
    source = models.CharField(max_length=120)
    source_on = models.DateField()
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_code", "period", "indicator", "-id"], name="coverage_indicator_newest")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.area_code}, {self.period}"
