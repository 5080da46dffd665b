"""Stations that may send packets."""

from django.db import models

from rekam.kernel.database import Scoped


class Station(Scoped):
    """A registered laptop: its key is its name. One that is lost is switched off, not removed."""

    kid = models.CharField(max_length=16, unique=True, help_text="vault.sealing.kid_of(public_key)")
    public_key = models.BinaryField(max_length=32, help_text="Ed25519, signs packets and pull requests")
    name = models.CharField(max_length=100)
    area_code = models.CharField(max_length=13, help_text="the office whose station it is")
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kid__regex=r"^[0-9a-f]{16}$"), name="devices_kid_form"),
        ]

    def __str__(self) -> str:
        return f"station {self.kid}"


from rekam.devices.kits.models import (  # noqa: E402, F401 - the kits' own tables
    Custody,
    FaultReport,
    Fitting,
    Health,
    Kit,
    Part,
    PartEvent,
    Reservation,
    StationDay,
)
from rekam.devices.outages.models import Outage, OutageStep, StationSilence  # noqa: E402, F401 - the log's own
from rekam.devices.pairing.models import Pairing, WrongCode  # noqa: E402, F401 - the pairing's own tables
