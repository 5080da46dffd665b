"""Reads of the list of stations."""

from rekam.devices.models import Station


def find_station(kid: str, *, also_off: bool = False) -> Station | None:
    """The active station with this key id in the current scope, or None; `also_off`: one switched off too."""
    rows = Station.objects.filter(kid=kid)
    return (rows if also_off else rows.filter(is_active=True)).first()


def station_keys() -> dict[str, bytes]:
    """Public Ed25519 keys of all stations of the scope by kid, switched-off ones too: for packets that
    the door took while they were on."""
    return {kid: bytes(key) for kid, key in Station.objects.values_list("kid", "public_key")}
