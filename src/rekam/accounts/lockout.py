"""Guessing at the sign-in page: django-axes counts, and we tell it what it may keep and where.

A request is one transaction that a refusal undoes, so axes writes over a second connection (`apart`). What
was typed as a name is kept as a keyed digest: it may be a password in the wrong field, or a NIK, and a name
that nobody has counts like any other.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from rekam.accounts.models import Account
from rekam.audit.queries import moments_of
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.errors import RuleBroken

REFUSED = "accounts.sign_in_refused"
# One name from one address may fail this many times less often than the name from everywhere together:
# few enough to stop a net of guessers, many enough that a stranger does not lock an officer out by hand.
FROM_EVERYWHERE = 10
# Six digits, of which three codes are right at a time: who knows the password and waits out each lock would
# find one within weeks. So an account's wrong codes end for the day here (one chance in 6,700).
CODES_A_DAY = 50
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Lockout(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """axes' handler, remembering outside the request, by name and address, and by name alone."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, str], request: Any = None, **named: Any
    ) -> None:
        """Count one refusal where the request's undoing does not reach it."""
        name = opaque_name(request, credentials)
        with apart():
            record(REFUSED, actor="unknown", at=timezone.now(), subjects=[f"name {name}"])
            super().user_login_failed(sender, credentials, request, **named)

    def get_failures(self, request: Any, credentials: dict[str, str] | None = None) -> int:
        """Refusals since the cool-off began: of name and address, or a tenth of those of the name."""
        near = int(super().get_failures(request, credentials))
        return max(near, _of_name(request, opaque_name(request, credentials)) // FROM_EVERYWHERE)


def _of_name(request: HttpRequest, name: str) -> int:
    since = get_cool_off_threshold(request)
    found = AccessAttempt.objects.filter(username=name, attempt_time__gte=since)
    return found.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def opaque_name(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """What axes keeps in place of the name that was typed; the same for one that nobody has."""
    typed = (credentials or request.POST).get("username") or ""
    return salted_hmac("rekam.accounts.tries", typed.casefold()).hexdigest()[:32]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind our own proxy what that proxy says last."""
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_TLS else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def check_sign_in_tries(request: HttpRequest, *, username: str) -> None:
    """Raises RuleBroken("sign_in_locked", minutes=) while a name is locked, whether it exists or not.

    The tries of one name wait here for one another, each until its request ends: else those that come at once
    would all pass before the first of them is counted.
    """
    credentials = {"username": username}
    name = opaque_name(request, credentials)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign in {name}"])
    if AxesProxyHandler.is_allowed(request, credentials):
        return
    last = (
        AccessAttempt.objects.filter(username=name)
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    raise RuleBroken("sign_in_locked", minutes=_minutes_left(last, at=timezone.now()))


def _minutes_left(last: datetime | None, *, at: datetime) -> int:
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    left = (last or at) + cool_off - at
    return max(1, ceil(left / MINUTE))


def second_name(account: Account) -> dict[str, str]:
    """The name under which wrong second factors of an account are counted."""
    return {"username": f"second factor of {account.uuid}"}


def check_code_tries(request: HttpRequest, *, account: Account) -> None:
    """Raises RuleBroken("sign_in_locked", minutes=) after too many wrong codes, of now or of the day."""
    check_sign_in_tries(request, username=second_name(account)["username"])
    now = timezone.now()
    unlocked = moments_of("accounts.unlocked", subject=str(account.uuid), since=now - DAY)
    name = opaque_name(request, second_name(account))
    wrong = moments_of(REFUSED, subject=f"name {name}", since=max([now - DAY, *unlocked]))
    if len(wrong) >= CODES_A_DAY:
        raise RuleBroken("sign_in_locked", minutes=ceil((wrong[CODES_A_DAY - 1] + DAY - now) / MINUTE))


def note_refused_code(request: HttpRequest, *, account: Account) -> None:
    """Count a wrong second factor like a wrong password."""
    user_login_failed.send(__name__, credentials=second_name(account), request=request)


def unlock(account: Account) -> None:
    """Forget the refusals of an account's name and of its second factor, from every address."""
    for name in (account.username, second_name(account)["username"]):
        AccessAttempt.objects.filter(username=opaque_name(HttpRequest(), {"username": name})).delete()
