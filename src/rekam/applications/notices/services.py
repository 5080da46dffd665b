"""What is written by itself, printed, and let go. Enter here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.applications.notices.birthdays import go_through
from rekam.applications.notices.breaches import print_what_failed, send_breach, tell_touched, write_breach
from rekam.applications.notices.letters import print_letters
from rekam.applications.notices.models import Notice, Wish
from rekam.applications.notices.recording import follow
from rekam.applications.notices.reminding import remind_applicants

__all__ = [
    "follow",
    "forget_notices",
    "forget_wishes",
    "go_through",
    "print_letters",
    "print_what_failed",
    "remind_applicants",
    "send_breach",
    "tell_touched",
    "write_breach",
]


@transaction.atomic
def forget_notices(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the lines of what was told before that moment; their ids."""
    rows = Notice.objects.filter(at__lt=before).order_by("pk")
    ids = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.filter(uuid__in=ids).delete()
    return ids


@transaction.atomic
def forget_wishes(*, before: datetime, at: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty contacts left with slips before that moment; the lines' ids."""
    rows = Wish.objects.filter(at__lt=before, ended_at=None).order_by("pk")
    ids = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.filter(uuid__in=ids).update(contact="", ended_at=at)
    return ids
