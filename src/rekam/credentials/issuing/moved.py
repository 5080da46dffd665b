"""When somebody's documents went from one phone to another, told to the old phone alone."""

from datetime import date

from rekam.credentials.issuing.models import Phone
from rekam.credentials.issuing.standing_rules import Cause
from rekam.kernel.installation import office_day


def moved_on(thumbprint: bytes) -> date | None:
    """The day on which another phone took the place of the one with this key; None for any other phone.

    The caller has checked that the request is signed by that key: nobody else learns anything.
    """
    phone = Phone.objects.filter(key=thumbprint.hex()).order_by("-since", "-pk").first()
    if phone is None or phone.ended_at is None or phone.ended_for != Cause.REPLACED:
        return None
    return office_day(phone.ended_at)
