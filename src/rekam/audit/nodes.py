"""The stored tree: entries as they are hashed, leaf hashes, and the hashes over whole blocks of them."""

from collections.abc import Iterator

from rekam.audit.models import Block, Entry, Leaf
from rekam.audit.tree import Frontier

BLOCK_HEIGHT = 12
BLOCK = 1 << BLOCK_HEIGHT  # leaves


def as_record(entry: Entry) -> dict[str, object]:
    """An entry as it is hashed and exported. Purpose and case stand in it where they were said."""
    said = {"purpose": entry.purpose, "case": entry.case}
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subjects": entry.subjects,
        "facts": entry.facts,
        **{name: value for name, value in said.items() if value},
    }


def tree_size() -> int:
    """How many entries have their number."""
    last = Leaf.objects.order_by("-number").values_list("number", flat=True).first()
    return 0 if last is None else last + 1


def between(first: int, last: int) -> bytes:
    """The hash over the leaves from `first` up to, not with, `last`, by blocks where it can.

    `first` is where a subtree of a tree begins that holds `last` (0, or as the proofs of audit.tree ask).
    """
    tree = Frontier()
    if first % BLOCK == 0:
        for digest in _blocks(first // BLOCK, last // BLOCK):
            tree.add(digest, height=BLOCK_HEIGHT)
    for digest in _leaves(first + tree.size, last):
        tree.add(digest)
    return tree.root()


def complete_blocks(*, size: int) -> None:
    """Store the hash of each block that is full at this size and has none yet."""
    last = Block.objects.order_by("-number").values_list("number", flat=True).first()
    for number in range(0 if last is None else last + 1, size // BLOCK):
        Block.objects.create(number=number, node_hash=block_hash(number))


def block_hash(number: int) -> bytes:
    """The hash over a full block's leaf hashes."""
    tree = Frontier()
    for digest in _leaves(number * BLOCK, (number + 1) * BLOCK):
        tree.add(digest)
    return tree.root()


def _blocks(first: int, last: int) -> Iterator[bytes]:
    rows = Block.objects.filter(number__gte=first, number__lt=last).order_by("number")
    for digest in rows.values_list("node_hash", flat=True).iterator():
        yield bytes(digest)


def _leaves(first: int, last: int) -> Iterator[bytes]:
    rows = Leaf.objects.filter(number__gte=first, number__lt=last).order_by("number")
    for digest in rows.values_list("leaf_hash", flat=True).iterator():
        yield bytes(digest)
