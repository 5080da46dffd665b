"""Which copies count: revoked, suspended, counting again. The status lists are made from these rows."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, QuerySet

from rekam.credentials.formats import status_list
from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing.models import Copy
from rekam.credentials.issuing.standing_rules import NEXT, Cause
from rekam.kernel.errors import RuleBroken
from rekam.kernel.turns import take_turn

ENTRIES = status_list.LEAST_ENTRIES
FULL = ENTRIES // 2  # so that sixty-four draws always find a free place
LOCK = 0x52656B74
SPARE = 64


def set_status(copies: QuerySet[Copy], *, to: Status, cause: Cause | None, at: datetime) -> int:
    """Bring those of these copies that may follow to a status, and still count; how many there were."""
    before = [status for status, after in NEXT.items() if to in after]
    told = "" if cause is None else cause.value
    return copies.filter(status__in=before, until__gt=at).update(status=to, status_for=told, status_at=at)


def draw_places(number: int) -> tuple[int, Sequence[int]]:
    """The number of the list that is being filled, and so many free places in it by chance; one at a time.

    Raises RuleBroken("status_list_full") by a chance that never comes in a list that is half empty.
    """
    take_turn(LOCK, "places")
    listed = _list_with_room()
    drawn = list(dict.fromkeys(secrets.randbelow(ENTRIES) for _ in range(SPARE + 4 * number)))
    taken = set(Copy.objects.filter(listed_in=listed, place__in=drawn).values_list("place", flat=True))
    free = [place for place in drawn if place not in taken][:number]
    if len(free) < number:
        raise RuleBroken("status_list_full")
    return listed, free


def _list_with_room() -> int:
    newest = Copy.objects.order_by("-listed_in").values_list("listed_in", flat=True).first()
    if newest is None:
        return 1
    told = Copy.objects.filter(listed_in=newest).aggregate(number=Count("pk"))["number"]
    return newest if told < FULL else newest + 1


def entries_of(listed: int, *, at: datetime) -> dict[int, int]:
    """The places of a list that do not say "valid"."""
    rows = Copy.objects.filter(listed_in=listed, until__gt=at).exclude(status=Status.VALID)
    return dict(rows.values_list("place", "status"))


def is_list(listed: int) -> bool:
    """Whether there is a list of that number; the first is always there."""
    return listed == 1 or Copy.objects.filter(listed_in=listed).exists()
