"""How many pictures were sent."""

from django.db import models


class ComparisonTry(models.Model):
    """Of one client in one hour; those of the sandbox are counted together."""

    removable = True

    client_id = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    class Meta:
        db_table = "verification_comparison_try"
        constraints = [
            models.UniqueConstraint(fields=["client_id", "hour"], name="verification_comparison_try_once")
        ]

    def __str__(self) -> str:
        return f"{self.used} in the hour of {self.hour}"
