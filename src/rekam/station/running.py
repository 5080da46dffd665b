"""The one Desk of this process, made from the settings when the first page needs it."""

import threading

from django.conf import settings
from django.utils import timezone

from rekam.station.desk import Desk

_lock = threading.Lock()
_desk: Desk | None = None


def get_desk() -> Desk:
    """The desk. Raises RuleBroken as `Desk` does."""
    global _desk
    with _lock:
        if _desk is None:
            _desk = Desk(
                folder=settings.REKAM_STATION_DATA,
                server=settings.REKAM_STATION_SERVER,
                ports=settings.REKAM_STATION_DEVICE_PORTS,
                now=timezone.localtime,
                env=settings.REKAM_STATION_DEVICE_ENV,
            )
        return _desk


def put_desk(desk: Desk | None) -> None:
    """Take this desk from now on; tests make their own."""
    global _desk
    with _lock:
        _desk = desk
