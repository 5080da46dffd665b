"""Reads of the pairs. Looks at people are logged by whoever asks."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet

from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.duplicates.models import Opinion, Pair
from rekam.registry.duplicates.rules import State
from rekam.registry.rules import Status

WAITING = (State.OPEN, State.UNSURE)


def waiting_pairs() -> QuerySet[Pair]:
    """Pairs of the scope that wait for an answer, the most alike first."""
    pairs = pairs_here().filter(state__in=WAITING).select_related("first", "second")
    return pairs.order_by("-weight", "pk")


def pairs_here() -> QuerySet[Pair]:
    """Pairs of the scope whose two residents are in it still: either may have moved away since."""
    now = current_scope()
    return Pair.objects.filter(now.condition("first__area_code"), now.condition("second__area_code"))


def get_pair(pair: uuid.UUID) -> Pair:
    """A pair of the scope with its residents.

    Raises RuleBroken("not_found"), the same where another office has it or one of its people.
    """
    found = pairs_here().filter(uuid=pair).select_related("first", "second").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def opinions_of(pair: Pair) -> Sequence[Opinion]:
    """What was said of a pair, the latest first."""
    return list(pair.opinions.order_by("-at", "-pk"))


def pairs_to_resolve() -> Sequence[Pair]:
    """Pairs that somebody called one person and whose two NIK are both still in use, the oldest first.

    For the entries: each begins the event "double NIK resolved", which two people enter and approve.
    """
    return list(
        pairs_here()
        .filter(state=State.SAME, first__status=Status.ACTIVE, second__status=Status.ACTIVE)
        .select_related("first", "second")
        .order_by("found_at", "pk")
    )
