"""Reads of the log."""

from collections.abc import Iterator

from rekam.audit.models import Entry, Leaf
from rekam.audit.services import as_record
from rekam.audit.tree import root_hash


def exported_leaves() -> Iterator[dict[str, object]]:
    """Each numbered entry with its leaf hash, in order."""
    for leaf in Leaf.objects.select_related("entry").order_by("number").iterator():
        yield {"leaf": leaf.number, "hash": bytes(leaf.leaf_hash).hex(), "entry": as_record(leaf.entry)}


def head() -> dict[str, object]:
    """The tree's size and root, and how many entries wait to be sequenced."""
    hashes = [bytes(found) for found in Leaf.objects.order_by("number").values_list("leaf_hash", flat=True)]
    waiting = Entry.objects.filter(leaf=None).count()
    return {"size": len(hashes), "root": root_hash(hashes).hex(), "not_sequenced": waiting}
