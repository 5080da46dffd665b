"""Reads of the list of stations."""

from rekam.devices.models import Station


def find_station(kid: str) -> Station | None:
    """The active station with this key id in the current scope, or None."""
    return Station.objects.filter(kid=kid, is_active=True).first()
