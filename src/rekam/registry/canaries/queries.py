"""Reads of alarms, in the scope of whoever asks. Nothing here shows a canary's key: it is kept nowhere."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from rekam.accounts.permissions import Account
from rekam.kernel.database import Scope, current_scope, scope
from rekam.registry.canaries.models import Alarm, Canary

AT_MOST = 100


def watched_by(account: Account) -> AbstractContextManager[None]:
    """The areas whose alarms an account watches over: an administrator's too, who sees no resident."""
    watched = Scope.of(*account.areas)
    return nullcontext() if watched == current_scope() else scope(watched)


def alarms() -> Sequence[Alarm]:
    """The scope's alarms: those nobody has looked into first, then the newest; at most 100."""
    rows = Alarm.objects.select_related("canary").order_by("-seen_at", "-at", "-pk")  # NULL comes first
    return list(rows[:AT_MOST])


def find_cause(alarm: UUID) -> str:
    """Whose account raised an alarm of the scope; empty where there is none."""
    return Alarm.objects.filter(uuid=alarm).values_list("actor", flat=True).first() or ""


def count_open_alarms(account: Account) -> int:
    """How many of the alarms that an account watches over nobody has looked into."""
    with watched_by(account):
        return Alarm.objects.filter(seen_at=None).count()


def count_canaries() -> tuple[int, int]:
    """How many canaries are awake, and how many were retired because a resident got their number."""
    return (
        Canary.objects.filter(retired_at=None).count(),
        Canary.objects.exclude(retired_at=None).count(),
    )
