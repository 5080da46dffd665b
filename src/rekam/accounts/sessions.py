"""Sessions: one row each, ended by time, by number, or by their owner."""

import re
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest
from django.utils import timezone

from rekam.accounts.models import Account, SignIn
from rekam.accounts.session_store import SessionStore
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken

FRESH = "rekam_fresh"
# How often a session says that it is still in use: a write a request would be a write too many.
SAID_EVERY = timedelta(minutes=1)
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def note_sign_in(*, request: HttpRequest, user: Account, **_named: object) -> None:
    """Django's signal: somebody gave all factors. Opens their row; the oldest beyond the limit ends."""
    at = timezone.now()
    request.session[FRESH] = at.isoformat()
    if request.session.session_key is None:  # the session before was another's, and is gone
        request.session.save()
    SignIn.objects.create(
        account=user,
        session_key=str(request.session.session_key),
        device=device_of(str(request.META.get("HTTP_USER_AGENT", ""))),
        at=at,
        seen_at=at,
    )
    for oldest in list(open_sessions(user)[settings.REKAM_SESSIONS_AT_ONCE :]):
        _end(oldest, at=at)


def note_sign_out(*, request: HttpRequest, user: Account | None, **_named: object) -> None:
    """Django's signal: somebody signed out."""
    if user is not None:
        rows = SignIn.objects.filter(session_key=request.session.session_key, ended_at=None)
        rows.update(ended_at=timezone.now())


def open_sessions(account: Account) -> list[SignIn]:
    """An account's sessions that were not ended, the newest first."""
    return list(SignIn.objects.filter(account=account, ended_at=None).order_by("-at", "-pk"))


def keep_or_end(request: HttpRequest, *, at: datetime) -> None:
    """Sign a request's session out when its row was ended, or it was idle or open for too long."""
    arrived = cast(SessionStore, request.session).arrived
    if arrived is None or is_over(arrived.sign_in, at=at):
        logout(request)
    elif at - arrived.sign_in.seen_at >= SAID_EVERY:
        SignIn.objects.filter(pk=arrived.sign_in.pk).update(seen_at=at)


def is_over(row: SignIn, *, at: datetime) -> bool:
    """Whether a session was idle or open for longer than the installation allows."""
    idle = timedelta(minutes=settings.REKAM_SESSION_IDLE_MINUTES)
    return at - row.seen_at > idle or at - row.at > timedelta(hours=settings.REKAM_SESSION_HOURS)


def end_session(account: Account, *, uuid: UUID, at: datetime) -> None:
    """End one of an account's own sessions. Raises RuleBroken("not_found")."""
    row = SignIn.objects.filter(account=account, uuid=uuid, ended_at=None).first()
    if row is None:
        raise RuleBroken("not_found")
    _end(row, at=at)
    record("accounts.session_ended", actor=account.username, at=at, subjects=[str(row.uuid)])


def end_all_sessions(account: Account, *, at: datetime, but: str | None = None) -> None:
    """End every session of an account, but perhaps the one with this key."""
    for row in open_sessions(account):
        if row.session_key != but:
            _end(row, at=at)


def renew_session(request: HttpRequest, *, account: Account, at: datetime) -> None:
    """After a changed password: this session goes on under another key, all others end."""
    before = request.session.session_key
    update_session_auth_hash(request, account)
    SignIn.objects.filter(session_key=before).update(session_key=request.session.session_key)
    end_all_sessions(account, at=at, but=request.session.session_key)


def make_fresh(request: HttpRequest, *, at: datetime) -> None:
    """Remember that whoever sits here has just proved again who they are."""
    request.session[FRESH] = at.isoformat()


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Whether that is less than REKAM_STEP_UP_MINUTES ago."""
    told = str(request.session.get(FRESH) or "")
    return bool(told) and at - datetime.fromisoformat(told) < timedelta(
        minutes=settings.REKAM_STEP_UP_MINUTES
    )


def device_of(agent: str) -> str:
    """A browser's own description in two words: "Firefox, Windows"."""
    found = [
        next((word for pattern, word in known if re.search(pattern, agent)), "?")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(found)


def _end(row: SignIn, *, at: datetime) -> None:
    SignIn.objects.filter(pk=row.pk).update(ended_at=at)
    SessionStore().delete(row.session_key)
