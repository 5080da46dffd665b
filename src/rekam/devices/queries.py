"""Reads of the list of stations."""

from rekam.devices.models import Station


def find_station(kid: str) -> Station | None:
    """The active station with this key id in the current scope, or None."""
    return Station.objects.filter(kid=kid, is_active=True).first()


def find_registered(kid: str) -> Station | None:
    """The station with this key id in the current scope, or None; it may be switched off (`is_active`)."""
    return Station.objects.filter(kid=kid).first()


def station_keys() -> dict[str, bytes]:
    """Public Ed25519 keys of all stations of the scope by kid, switched-off ones too: for packets that
    the door took while they were on."""
    return {kid: bytes(key) for kid, key in Station.objects.values_list("kid", "public_key")}
