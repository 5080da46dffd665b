"""Whether a serial is known as stolen or lost anywhere, and the alarm, which outlives the refused act."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from rekam.accounts.queries import find_account
from rekam.audit.services import record as audit
from rekam.cards.blanks.losses.models import BlankAlarm
from rekam.cards.blanks.models import Blank
from rekam.kernel.database import EVERYWHERE, apart, scope
from rekam.kernel.errors import RuleBroken

log = logging.getLogger(__name__)


def known_as_stolen(serials: Iterable[str]) -> list[str]:
    """Which of these serials some office has reported as stolen or lost; nothing else is told of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.blanks_known_as_stolen(%s)", [sorted(set(serials))])
        return [serial for (serial,) in cursor.fetchall()]


def refuse_stolen(
    serials: Collection[str], *, site: str, doing: str, actor: str, at: datetime | None
) -> None:
    """Raise the alarm for every serial that is known as stolen or lost, and stop the act.

    site    where it is offered, "" for the actor's own office
    doing   the state it would have got, "" where that is not known
    Raises RuleBroken("blank_known_as_stolen").
    """
    known = known_as_stolen(serials) if serials else []
    for serial in known:
        _alarm(serial, site=site or _office_of(actor), doing=doing, actor=actor, at=at or timezone.now())
    if known:
        raise RuleBroken("blank_known_as_stolen", serial=known[0])


def _office_of(actor: str) -> str:
    account = find_account(actor)
    return account.areas[0] if account and account.areas else str(settings.REKAM_OFFICE_AREA)


def _alarm(serial: str, *, site: str, doing: str, actor: str, at: datetime) -> None:
    """On a connection of its own, since the refusal undoes the act, and everywhere, since the alarm goes to
    whoever lost it; the one who asked learns nothing of where that is."""
    with apart(), scope(EVERYWHERE):
        lost_by = Blank.objects.values_list("area_code", flat=True).filter(serial=serial).first() or site
        row = BlankAlarm.objects.create(
            area_code=lost_by, offered_in=site, serial=serial, doing=doing, actor=actor, at=at
        )
        audit("cards.alarm.raised", actor=actor, at=at, subjects=[serial], case=str(row.uuid), doing=doing)
    log.warning("alarm %s: a blank known as stolen or lost was offered in %s", row.uuid, site)
