"""Writing the log: one entry in the transaction of what it tells; one sequencer that hashes."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from rekam.audit import nodes
from rekam.audit.checking import sign_checkpoint
from rekam.audit.models import Entry, Leaf, Waiting
from rekam.audit.nodes import as_record
from rekam.audit.tree import entry_bytes, leaf_hash
from rekam.kernel.database import Statement

__all__ = ["NotWritten", "entry", "record", "sequence", "sequence_all", "sign_checkpoint"]

SEQUENCER_LOCK = 0x52656B616D01
BATCH = 2000
# By hand, since every page pays for it: a third of the model's time (benchmarks/audit.py).
INSERT = (
    'INSERT INTO audit_entry (at, actor, action, subjects, facts, purpose, "case") '
    "VALUES (%s, %s, %s, %s::jsonb, %s::jsonb, %s, %s)"
)


class NotWritten(DatabaseError):
    """An entry could not be written, so nothing of its transaction stays: a 503 on a page, a retry in a job.

    Not a refusal: no service may take it for an answer and go on.
    """


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
    Raises NotWritten.
    """
    told = entry(action, actor=actor, at=at, subjects=subjects, purpose=purpose, case=case, **facts)
    try:
        with connection.cursor() as cursor:
            cursor.execute(*told)
    except DatabaseError as error:
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        raise NotWritten(action) from error


def entry(
    action: str,
    *,
    actor: str,
    at: datetime,
    subjects: Sequence[str] = (),
    purpose: str = "",
    case: str = "",
    **facts: str | int | bool | None,
) -> Statement:
    """The statement that writes what `record` would, for who sends it together with what it tells of."""
    return INSERT, [at, actor, action, json.dumps(list(subjects)), json.dumps(facts), purpose, case]


@transaction.atomic
def sequence(*, limit: int = BATCH) -> int:
    """Give the entries that have none yet their number and hash; how many were given.

    One sequencer at a time; a second one finds nothing to do. An entry whose transaction ends late, behind
    younger ones that are numbered already, comes in the next batch.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    waiting = list(Waiting.objects.order_by("pk").values_list("pk", flat=True)[:limit])
    if not waiting:
        return 0
    numbered = set(Leaf.objects.filter(entry_id__in=waiting).values_list("entry_id", flat=True))
    entries = [
        entry for entry in Entry.objects.filter(pk__in=waiting).order_by("pk") if entry.pk not in numbered
    ]
    size = nodes.tree_size()
    hashes = [leaf_hash(entry_bytes(as_record(entry))) for entry in entries]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_leaf (number, entry_id, leaf_hash) "
            "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
            [[*range(size, size + len(entries))], [entry.pk for entry in entries], hashes],
        )
    Waiting.objects.filter(pk__in=waiting).delete()
    nodes.complete_blocks(size=size + len(entries))
    return len(entries)


def sequence_all() -> int:
    """Number all that waits, batch by batch; how many were given."""
    given, last = 0, BATCH
    while last == BATCH:
        last = sequence()
        given += last
    return given
