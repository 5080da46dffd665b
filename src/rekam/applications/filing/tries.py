"""How often somebody asked: counted on a connection of its own, so that an undone request gives none back."""

from datetime import datetime, timedelta

from django.db import connections
from django.utils.crypto import salted_hmac

from rekam.applications.filing import rules
from rekam.applications.filing.models import ApplicationTry
from rekam.kernel.database import apart

LOCK = 0x52656B71


def note(asker: str, *, sort: str, most: int, minutes: int, at: datetime) -> None:
    """Count one more question of this sort, unless there were too many.

    asker  an address, or an application; kept as a keyed digest for as long as it counts
    Raises RuleBroken("application_tries_used_up").
    """
    digest = salted_hmac("applications.tries", f"{sort} {asker}", algorithm="sha256").hexdigest()[:32]
    with apart():
        with connections["default"].cursor() as cursor:  # of two at once the second sees the first
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, digest])
        ApplicationTry.objects.filter(sort=sort, at__lt=at - timedelta(minutes=minutes)).delete()
        rules.check_tries(
            ApplicationTry.objects.filter(asker=digest, sort=sort).count(), most=most, minutes=minutes
        )
        ApplicationTry.objects.create(asker=digest, sort=sort, at=at)
