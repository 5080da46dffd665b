"""Writing the log: one entry in the transaction of what it tells; one sequencer that hashes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from rekam.audit.models import Entry, Leaf
from rekam.audit.tree import entry_bytes, leaf_hash

SEQUENCER_LOCK = 0x52656B616D01


def record(
    action: str,
    *,
    actor: str,
    at: datetime,
    subjects: Sequence[str] = (),
    purpose: str = "",
    case: str = "",
    **facts: str | int | bool | None,
) -> None:
    """Write down what was done or seen; if that fails, so does the act (same transaction).

    subjects   opaque ids; a list page is one entry with everybody it showed
    purpose    why, one of audit.rules.Purpose
    case       opaque id of what it was done for: an entry, an order, a packet, a visit
    facts      small, without names and NIKs
    """
    Entry.objects.create(
        at=at, actor=actor, action=action, subjects=list(subjects), purpose=purpose, case=case, facts=facts
    )


@transaction.atomic
def sequence(*, limit: int = 5000) -> int:
    """Give the entries that have none yet their number and hash; how many were given.

    One sequencer at a time; a second one finds nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Leaf.objects.order_by("-number").values_list("number", flat=True).first()
    start = 0 if last is None else last + 1
    waiting = list(Entry.objects.filter(leaf=None).order_by("pk")[:limit])
    Leaf.objects.bulk_create(
        Leaf(number=number, entry=entry, leaf_hash=leaf_hash(entry_bytes(as_record(entry))))
        for number, entry in enumerate(waiting, start)
    )
    return len(waiting)


def as_record(entry: Entry) -> dict[str, object]:
    """An entry as it is hashed and exported."""
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subjects": entry.subjects,
        "facts": entry.facts,
        "purpose": entry.purpose,
        "case": entry.case,
    }
