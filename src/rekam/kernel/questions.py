"""How often somebody without an account may ask: who, only as a keyed digest, for as long as it counts."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models
from django.utils.crypto import salted_hmac

from rekam.kernel.database import apart
from rekam.kernel.turns import take_turn

LOCK = 0x52656B63


def count_question(
    table: type[models.Model],
    *,
    asker: str,
    salt: str,
    minutes: int,
    check: Callable[[int], None],
    at: datetime,
    **sort: str,
) -> None:
    """Count one question more before it is answered; on a connection of its own, so undoing gives none back.

    table    with the columns asker (32 letters) and at, and those of `sort`, which questions differ by
    asker    a network address, or whatever else asks
    minutes  so long a question counts; older ones are forgotten
    check    refuses, given how many questions were counted before this one
    """
    digest = salted_hmac(salt, asker, algorithm="sha256").hexdigest()[:32]
    rows = table._default_manager.filter(**sort)
    with apart():
        take_turn(LOCK, digest)  # of two questions at once the second sees the first
        rows.filter(at__lt=at - timedelta(minutes=minutes)).delete()
        check(rows.filter(asker=digest).count())
        table._default_manager.create(asker=digest, at=at, **sort)
