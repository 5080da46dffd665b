"""The daily allowance at the door of a page."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rekam.accounts.caps.reading import is_watched
from rekam.accounts.caps.services import spend
from rekam.accounts.caps.stopping import Look as Look  # what rooms above hand in
from rekam.accounts.caps.stopping import judge_missed
from rekam.accounts.permissions import officer
from rekam.audit.services import record
from rekam.ui.templatetags.rekam import jumlah

SHOWN = "shown_today"  # in the session: the day, and whom it has shown
REMEMBERED = 500  # people; a session is read with every request


def count_shown(request: HttpRequest, *, people: int, look: Look | None = None) -> None:
    """Count the residents that this page is about to show; from 80 % of the day's limit on it says so.

    look  what is shown, where the officer chose whom; a search that found nobody too
    Raises RuleBroken("daily_limit_reached" | "reading_stopped").
    """
    if not people:
        if look is not None:
            judge_missed(account=officer(request), look=look, at=timezone.now())
        return
    standing = spend(account=officer(request), people=people, at=timezone.now(), look=look)
    if standing.is_near:
        told = _("Hari ini Anda sudah melihat %(used)s dari paling banyak %(limit)s penduduk.")
        messages.warning(request, told % {"used": jumlah(standing.used), "limit": jumlah(standing.limit)})


def show(
    request: HttpRequest, action: str, *, people: Collection[str], beside: Sequence[str] = (), **told: Any
) -> None:
    """Count the residents that this page is about to show, and write the look down: never one alone.

    people   their ids in the register; the last 500 whom this session has shown today are not counted
             again, so that a list of work may be opened as often as the work needs
    beside   what else the look is about: an entry, a print order
    told     purpose, case and facts, as audit.services.record takes them
    Raises RuleBroken("daily_limit_reached" | "reading_stopped").
    """
    account, at = officer(request), timezone.now()
    day = account.day(at).isoformat()
    kept_day, kept = request.session.get(SHOWN, ["", []])
    known = kept if kept_day == day else []
    new = set(people).difference(known)
    watched = Look(action, sorted(people)) if is_watched(action) and new else None
    count_shown(request, people=len(new), look=watched)
    if new:
        request.session[SHOWN] = [day, [*known, *sorted(new)][-REMEMBERED:]]
    record(action, actor=account.username, at=at, subjects=[*beside, *people], **told)
