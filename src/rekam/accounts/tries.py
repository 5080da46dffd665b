"""Guessing passwords at the sign-in page: counted by name, refused for a while. Enter through services."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from rekam.audit.queries import count_entries
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken

REFUSED = "accounts.sign_in_refused"
TRIES = 10
TRIES_WITHIN = timedelta(minutes=10)


def check_sign_in_tries(*, username: str, at: datetime) -> None:
    """Raises RuleBroken("too_many_attempts") after ten refused sign-ins in ten minutes under one name."""
    refused = count_entries(REFUSED, subject=_subject(username), since=at - TRIES_WITHIN)
    if refused >= TRIES:
        raise RuleBroken("too_many_attempts")


def note_refused_sign_in(*, username: str, at: datetime) -> None:
    """Remember a refused sign-in, outside a request that may be undone.

    What was typed is not kept: it may be a password in the wrong field, or a NIK.
    """
    with apart():
        record(REFUSED, actor="unknown", at=at, subjects=[_subject(username)])


def _subject(username: str) -> str:
    """A word for the name that was typed, the same for one that nobody has: so it tells nobody who exists."""
    return f"name {salted_hmac('rekam.accounts.tries', username).hexdigest()[:16]}"
