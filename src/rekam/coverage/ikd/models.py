"""Activations as they were told, and the days of socialisation; what is told anew stands beside the old."""

from django.db import models

from rekam.coverage.ikd.rules import Channel
from rekam.kernel.database import Scoped


class Told(Scoped):
    """Something told of a kelurahan and a day, with who told it; of the same, the newest holds."""

    append_only = True

    area_code = models.CharField(max_length=13)
    on = models.DateField()
    source = models.CharField(max_length=120)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class IkdCount(Told):
    """Activations of a day (or of a period that ends on it) in a kelurahan by one channel."""

    channel = models.CharField(max_length=12, choices=[(channel, channel) for channel in Channel])
    own = models.IntegerField(help_text="residents of this office, by domicile")
    outsiders = models.IntegerField(help_text="residents of other offices, by the counter")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(own__gte=0, outsiders__gte=0), name="coverage_ikd_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=list(Channel)), name="coverage_ikd_channel_known"
            ),
        ]
        indexes = [models.Index(fields=["area_code", "channel", "on", "-id"], name="coverage_ikd_newest")]

    def __str__(self) -> str:
        return f"IKD {self.area_code} {self.channel} {self.on}"


class IkdSession(Told):
    """A day on which IKD was explained in a kelurahan."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_code", "on"], name="coverage_ikd_session_once")]

    def __str__(self) -> str:
        return f"IKD explained in {self.area_code} on {self.on}"
