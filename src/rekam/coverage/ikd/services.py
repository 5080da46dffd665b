"""Taking over activations and days of socialisation; the same line again changes nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from rekam.audit.services import record
from rekam.coverage.ikd import queries
from rekam.coverage.ikd.models import IkdCount, IkdSession
from rekam.coverage.ikd.rules import Count, Session


@dataclass(frozen=True)
class Taken:
    """Lines by what became of them."""

    new: int
    changed: int
    same: int


@transaction.atomic
def take_counts(lines: Sequence[Count], *, actor: str, at: datetime) -> Taken:
    """Write down activations: of the same day, kelurahan and channel the newest line holds, the old stays.

    Nothing is written for a line that is known with the same numbers and source.
    """
    known = queries.newest(lines)
    fresh = [line for line in lines if known.get(queries.key(line)) != line]
    changed = sum(queries.key(line) in known for line in fresh)
    IkdCount.objects.bulk_create(IkdCount(**asdict(line), actor=actor, at=at) for line in fresh)
    taken = Taken(new=len(fresh) - changed, changed=changed, same=len(lines) - len(fresh))
    if fresh:
        record("coverage.ikd_taken", actor=actor, at=at, **asdict(taken))
    return taken


@transaction.atomic
def take_sessions(lines: Sequence[Session], *, actor: str, at: datetime) -> Taken:
    """Write down where and when IKD was explained; a known day of a kelurahan stays as it is."""
    known = queries.sessions_known(lines)
    fresh = [line for line in lines if (line.area_code, line.on) not in known]
    IkdSession.objects.bulk_create(IkdSession(**asdict(line), actor=actor, at=at) for line in fresh)
    if fresh:
        record("coverage.ikd_session_taken", actor=actor, at=at, new=len(fresh))
    return Taken(new=len(fresh), changed=0, same=len(lines) - len(fresh))
