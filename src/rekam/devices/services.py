"""Changes to the list of stations."""

from datetime import datetime

from django.db import transaction

from rekam.audit.services import record
from rekam.devices.models import Station
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing


@transaction.atomic
def register_station(*, public_key: bytes, name: str, area_code: str, actor: str, at: datetime) -> Station:
    """Let a station send packets; the same key again brings name and area up to date and switches it on.

    public_key   Ed25519, 32 bytes
    Raises RuleBroken("station_key_malformed").
    """
    if len(public_key) != sealing.KEY_BYTES:
        raise RuleBroken("station_key_malformed", bytes=len(public_key))
    station, _ = Station.objects.update_or_create(
        kid=sealing.kid_of(public_key),
        defaults={"name": name, "area_code": area_code, "is_active": True},
        create_defaults={
            "public_key": public_key,
            "name": name,
            "area_code": area_code,
            "registered_at": at,
        },
    )
    record("devices.station.registered", actor=actor, at=at, subjects=[station.kid])
    return station


@transaction.atomic
def switch_off(*, kid: str, actor: str, at: datetime) -> None:
    """Refuse this station's packets from now on. Raises RuleBroken("station_unknown")."""
    station = Station.objects.select_for_update().filter(kid=kid).first()
    if station is None:
        raise RuleBroken("station_unknown", kid=kid)
    station.is_active = False
    station.save(update_fields=["is_active"])
    record("devices.station.switched_off", actor=actor, at=at, subjects=[kid])
