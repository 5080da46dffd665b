"""Letting go of what guards the doors once it guards nothing: ended sessions, old refused sign-ins."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db import transaction


@transaction.atomic
def forget_sessions(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget sessions of the pages that ended before that moment; hashes of their keys.

    A key is a secret while it lives, and looks like one afterwards: so it is never told, only its hash.
    """
    ended = Session.objects.filter(expire_date__lt=before)
    keys = list(ended.order_by("session_key").values_list("session_key", flat=True))
    if not dry_run:
        ended.filter(session_key__in=keys).delete()
    return [sha256(key.encode()).hexdigest() for key in keys]


@transaction.atomic
def forget_sign_in_tries(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget refused sign-ins counted before that moment; table and number of each."""
    told: list[str] = []
    for table in (AccessAttempt, AccessFailureLog):
        tries = table.objects.filter(attempt_time__lt=before)
        numbers = list(tries.order_by("pk").values_list("pk", flat=True))
        if not dry_run:
            tries.filter(pk__in=numbers).delete()
        told += [f"{table.__name__} {number}" for number in numbers]
    return told
