"""What is this installation's own: the day that it is at the office, and keys made of its secret."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.crypto import salted_hmac

from rekam.kernel.dates import OfficeZone, today_at
from rekam.kernel.errors import RuleBroken


def office_day(at: datetime) -> date:
    """The day that it was at the office at that instant (REKAM_OFFICE_ZONE)."""
    return day_in(OfficeZone(settings.REKAM_OFFICE_ZONE), at=at)


def office_zone() -> ZoneInfo:
    """The zone of the office, for the moments at which its days begin."""
    return OfficeZone(settings.REKAM_OFFICE_ZONE).zone


def day_in(zone: OfficeZone, *, at: datetime) -> date:
    """The day in a zone at an instant; in a scenario of the demo always the scenario's (REKAM_DEMO_DAY)."""
    if settings.REKAM_DEMO_DAY:
        return date.fromisoformat(settings.REKAM_DEMO_DAY)
    return today_at(zone=zone, now=at)


def public_address(path: str, *, asked: str) -> str:
    """A whole address of ours, as people type it: at REKAM_PUBLIC_URL, else where the request came to.

    path   of the page, "/status/"
    asked  the same page at the address of the request
    """
    told = os.environ.get("REKAM_PUBLIC_URL", "").rstrip("/")
    return f"{told}{path}" if told else asked


def installation_key(room: str, *, purpose: str) -> bytes:
    """32 bytes of the installation's secret for one purpose of one room; the same until the secret changes.

    Raises RuleBroken("secret_key_missing") before there is a secret: what is made without it could be made
    by everybody.
    """
    if getattr(settings, "KEY_THAT_SIGNS_NOTHING", "") == settings.SECRET_KEY:
        raise RuleBroken("secret_key_missing")
    return salted_hmac(room, purpose, algorithm="sha256").digest()
