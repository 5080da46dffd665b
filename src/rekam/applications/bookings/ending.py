"""Bookings of past days are closed, and let go of who it was."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.applications.bookings.models import Booking
from rekam.applications.bookings.rules import State
from rekam.kernel.installation import office_day

AT_ONCE = 2_000


@transaction.atomic
def end_days(*, at: datetime) -> int:
    """Close bookings of past days to which nobody came; how many. Call it in the office's scope.

    Whoever was hit by an outage may still choose another day.
    """
    today = office_day(at)
    over = Booking.objects.filter(state=State.BOOKED, on__lt=today).exclude(priority_until__gte=today)
    rows = list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return Booking.objects.filter(pk__in=rows).update(state=State.MISSED, ended_on=today)


@transaction.atomic
def forget(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take name, contact and NIK's digest out of bookings that were over before that moment; their ids."""
    over = Booking.objects.filter(ended_on__lt=before.date()).exclude(code_digest="").order_by("pk")
    rows = list(over.values_list("pk", "uuid")[:AT_ONCE])
    if not dry_run:
        kept = Booking.objects.filter(pk__in=[key for key, _uuid in rows])
        kept.update(person="", name="", contact="", code_digest="")
    return [str(uuid) for _key, uuid in rows]
