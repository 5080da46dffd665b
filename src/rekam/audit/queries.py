"""Reads of the log."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rekam.audit.acts import acts
from rekam.audit.models import Entry, Leaf, Waiting
from rekam.audit.nodes import as_record
from rekam.audit.places import find_alarm
from rekam.audit.tree import Frontier

__all__ = ["acts", "count_entries", "exported", "find_alarm", "of_subject"]

MOST_OF_ONE = 1000


def exported() -> Iterator[dict[str, object]]:
    """Each numbered entry with its leaf hash, in order; then those that wait; at last the head over these.

    The log may grow meanwhile: what came after the first read is not in the export. Memory stays small,
    however long the log is.
    """
    waiting = list(Waiting.objects.order_by("pk").values_list("pk", flat=True))
    tree = Frontier()
    for leaf in Leaf.objects.select_related("entry").order_by("number").iterator():
        tree.add(bytes(leaf.leaf_hash))
        yield {"leaf": leaf.number, "hash": bytes(leaf.leaf_hash).hex(), "entry": as_record(leaf.entry)}
    told = 0
    for entry in Entry.objects.filter(pk__in=waiting, leaf=None).order_by("pk").iterator():
        told += 1
        yield {"waiting": as_record(entry)}
    yield {"size": tree.size, "root": tree.root().hex(), "not_sequenced": told}


def count_entries(action: str, *, subject: str, since: datetime) -> int:
    """How many entries of this action touched this subject after that moment."""
    return Entry.objects.filter(action=action, at__gt=since, subjects__contains=[subject]).count()


def of_subject(subject: str, *, limit: int = MOST_OF_ONE) -> Sequence[Entry]:
    """What was done with a subject and who looked at it, the latest first."""
    return list(Entry.objects.filter(subjects__contains=[subject]).order_by("-at", "-pk")[:limit])
