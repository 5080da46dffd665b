"""Status lists as readers fetch them: made anew when a status changed, and every five minutes."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.db.models import Max

from rekam.credentials.formats import status_list
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.issuing import keys, standing
from rekam.credentials.issuing.making import list_address
from rekam.credentials.issuing.models import Copy
from rekam.kernel.errors import RuleBroken

FRESH = timedelta(minutes=5)  # so long a cache on the way may keep a list
TTL = timedelta(hours=12)  # so long a reader without a network may use it
LIFE = timedelta(hours=24)
BITS = 2


def token(listed: int, *, as_cwt: bool, at: datetime) -> bytes:
    """A status list, signed. Raises RuleBroken("not_found") for a number that no list has."""
    if not standing.is_list(listed):
        raise RuleBroken("not_found")
    newest = Copy.objects.filter(listed_in=listed, status_at__isnull=False).aggregate(at=Max("status_at"))[
        "at"
    ]
    since = datetime.fromtimestamp(int(at.timestamp() // FRESH.total_seconds() * FRESH.total_seconds()), UTC)
    return _signed(listed, newest, max(since, newest or since), as_cwt, keys.signer(Purpose.STATUS, at=at))


@lru_cache(maxsize=8)
def _signed(
    listed: int,
    _newest: datetime | None,
    issued: datetime,
    as_cwt: bool,
    signer: Signer,
) -> bytes:
    told = status_list.blank(entries=standing.ENTRIES, bits=BITS)
    told = told.changed(standing.entries_of(listed, at=issued))
    address, expires = list_address(listed), issued + LIFE
    if as_cwt:
        return status_list.sign_cwt(told, uri=address, issued=issued, ttl=TTL, expires=expires, signer=signer)
    text = status_list.sign_jwt(told, uri=address, issued=issued, ttl=TTL, expires=expires, signer=signer)
    return text.encode()
