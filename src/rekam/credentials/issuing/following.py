"""What happens in the register reaches the copies: read from its events, which know nothing of phones."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing import facts, phones, standing, telling
from rekam.credentials.issuing.documents import Kind
from rekam.credentials.issuing.models import Copy, Followed
from rekam.credentials.issuing.standing_rules import Cause, cause_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry

ACTOR = "follow"
LOCK = 0x52656B75
AT_ONCE = 500


@transaction.atomic
def follow(*, at: datetime) -> int:
    """Revoke what the register does not say any more, of whoever had an event since; how many copies.

    A second one at the same time does nothing. Call it in the office's scope.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    row = Followed.objects.first()
    touched, below = registry.touched_since(0 if row is None else row.below)
    revoked = 0
    for some in _batches(touched):
        holders = _with_copies(some | registry.families_of(some))
        revoked += sum(check(subject, holder=holder, at=at) for subject, holder in holders)
    if row is None:
        row = Followed(below=below, at=at)
    row.below, row.at = below, at
    row.save()
    return revoked


def check(subject: UUID, *, holder: UUID, at: datetime) -> int:
    """Compare the copies of a person's documents on one holder's phone with the register; how many fell."""
    live = Copy.objects.filter(subject=subject, holder=holder, until__gt=at).exclude(status=Status.INVALID)
    revoked = 0
    for kind in map(Kind, sorted(set(live.values_list("kind", flat=True)))):
        copies, cause = live.filter(kind=kind), Cause.CHANGED
        try:
            told = facts.read(kind, subject=subject, holder=holder, on=office_day(at))
            copies = copies.exclude(facts=told.digest)
        except RuleBroken as broken:
            cause = cause_of(broken.code)
        number = standing.set_status(copies, to=Status.INVALID, cause=cause, at=at)
        if number:
            _tell(subject, holder=holder, kind=kind, cause=cause, number=number, at=at)
            telling.tell(holder, status=Status.INVALID, cause=cause, at=at)
        if subject == holder and cause is Cause.DEATH:
            _end_phone(holder, at=at)
        revoked += number
    return revoked


def _end_phone(holder: UUID, *, at: datetime) -> None:
    """The dead keep no phone, and with it what it holds for children."""
    phone = phones.find_phone(holder)
    if phone is not None:
        phones.end_phone(phone, cause=Cause.DEATH, actor=ACTOR, at=at)


def _with_copies(people: frozenset[UUID]) -> set[tuple[UUID, UUID]]:
    rows = Copy.objects.exclude(status=Status.INVALID)
    pairs = rows.filter(subject__in=people) | rows.filter(holder__in=people)
    return set(pairs.values_list("subject", "holder").distinct())


def _batches(people: Iterable[UUID]) -> Iterable[frozenset[UUID]]:
    left = iter(sorted(people))
    while some := frozenset(islice(left, AT_ONCE)):
        yield some


def _tell(subject: UUID, *, holder: UUID, kind: Kind, cause: Cause, number: int, at: datetime) -> None:
    record(
        "credentials.revoked",
        actor=ACTOR,
        at=at,
        subjects=sorted({str(subject), str(holder)}),
        purpose=Purpose.SYSTEM,
        kind=kind.value,
        cause=cause.value,
        copies=number,
    )
