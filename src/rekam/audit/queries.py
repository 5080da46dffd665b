"""Reads of the log."""

from collections.abc import Iterator
from datetime import datetime

from rekam.audit.models import Entry, Leaf
from rekam.audit.services import as_record
from rekam.audit.tree import root_hash


def exported() -> Iterator[dict[str, object]]:
    """Each numbered entry with its leaf hash, in order; at last the head over just these.

    The head tells size and root, and how many entries waited for their number at the beginning. The log
    may grow meanwhile: what came after the first read is not in the export.
    """
    waiting = Entry.objects.filter(leaf=None).count()
    hashes = []
    for leaf in Leaf.objects.select_related("entry").order_by("number").iterator():
        hashes.append(bytes(leaf.leaf_hash))
        yield {"leaf": leaf.number, "hash": hashes[-1].hex(), "entry": as_record(leaf.entry)}
    yield {"size": len(hashes), "root": root_hash(hashes).hex(), "not_sequenced": waiting}


def cases_since(action: str, *, since: datetime, besides: str) -> frozenset[str]:
    """The cases of this action's entries after that moment, of anybody but this actor."""
    rows = Entry.objects.filter(action=action, at__gt=since).exclude(actor=besides).exclude(case="")
    return frozenset(rows.values_list("case", flat=True))


def count_entries(action: str, *, subject: str, since: datetime) -> int:
    """How many entries of this action touched this subject after that moment."""
    return Entry.objects.filter(action=action, at__gt=since, subjects__contains=[subject]).count()
