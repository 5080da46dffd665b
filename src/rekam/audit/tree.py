"""The Merkle tree over the log (pure): anybody can check an export without us.

Source: RFC 6962 section 2.1. `Between` gives the hash over the leaves from a first one up to, not with,
a last one: from memory (`between`) or from where they are stored (`audit.nodes`).
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from rekam.kernel import canonical

Between = Callable[[int, int], bytes]


def entry_bytes(entry: Mapping[str, object]) -> bytes:
    """The bytes of one entry that are hashed: canonical CBOR."""
    return canonical.encode(dict(entry))


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and the entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


class Frontier:
    """The full subtrees of a growing tree, the widest first: at most one for each bit of its size.

    A million leaves are twenty hashes, so a leaf is added without looking at the others.
    """

    def __init__(self) -> None:
        self.size = 0
        self._hashes: list[bytes] = []

    def add(self, digest: bytes, *, height: int = 0) -> None:
        """Add a leaf hash, or with a height the hash of a full subtree of 2 ** height leaves.

        Raises ValueError where such a subtree cannot begin.
        """
        if self.size % (1 << height):
            raise ValueError(f"no subtree of height {height} begins at leaf {self.size}")
        above = self.size >> height
        while above & 1:
            digest = node_hash(self._hashes.pop(), digest)
            above >>= 1
        self._hashes.append(digest)
        self.size += 1 << height

    def root(self) -> bytes:
        """The tree's head; of an empty log the SHA-256 of nothing."""
        if not self._hashes:
            return hashlib.sha256(b"").digest()
        head = self._hashes[-1]
        for left in reversed(self._hashes[:-1]):
            head = node_hash(left, head)
        return head


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """The head of the tree over leaf hashes."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def between(leaves: Sequence[bytes]) -> Between:
    """The hashes of a tree whose leaves are at hand."""
    return lambda first, last: root_hash(leaves[first:last])


def inclusion_proof(*, leaf: int, size: int, nodes: Between) -> list[bytes]:
    """The hashes that lead from a leaf (0 to size - 1) to the head of that size, the nearest first.

    Raises ValueError for a leaf outside. Source: RFC 6962 section 2.1.1.
    """
    if not 0 <= leaf < size:
        raise ValueError(f"a tree of {size} has no leaf {leaf}")
    first, last, proof = 0, size, []
    while last - first > 1:
        middle = first + _cut(last - first)
        if leaf < middle:
            proof.append(nodes(middle, last))
            last = middle
        else:
            proof.append(nodes(first, middle))
            first = middle
    return proof[::-1]


def consistency_proof(*, old: int, size: int, nodes: Between) -> list[bytes]:
    """The hashes that show that the tree of `old` leaves is the beginning of the one of `size`.

    old   1 to size; none are needed for equal sizes
    Raises ValueError outside. Source: RFC 6962 section 2.1.2.
    """
    if not 0 < old <= size:
        raise ValueError(f"a tree of {size} has no earlier one of {old}")
    first, last, proof, known = 0, size, [], True
    while last != old:
        middle = first + _cut(last - first)
        if old <= middle:
            proof.append(nodes(middle, last))
            last = middle
        else:
            proof.append(nodes(first, middle))
            first, known = middle, False
    return [*([] if known else [nodes(first, last)]), *proof[::-1]]


def proves_inclusion(proof: Sequence[bytes], *, digest: bytes, leaf: int, size: int, root: bytes) -> bool:
    """Whether a proof leads from this leaf hash at this place to this head.

    Source: RFC 9162 section 2.1.3.2, which says for RFC 6962's proofs how they are checked.
    """
    if not 0 <= leaf < size:
        return False
    place, last = leaf, size - 1
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            digest = node_hash(step, digest)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            digest = node_hash(digest, step)
        place, last = place >> 1, last >> 1
    return last == 0 and digest == root


def proves_consistency(proof: Sequence[bytes], *, old: int, old_root: bytes, size: int, root: bytes) -> bool:
    """Whether a proof shows that the tree of `old` leaves is the beginning of the one of `size`.

    An empty tree is the beginning of every tree. Source: RFC 9162 section 2.1.4.2.
    """
    if old > size or old < 0:
        return False
    if old == 0:
        return not proof and old_root == root_hash([])
    if old == size:
        return not proof and old_root == root
    path = [*([old_root] if old & (old - 1) == 0 else []), *proof]
    return bool(path) and _climbs(path, old=old, old_root=old_root, size=size, root=root)


def _climbs(path: Sequence[bytes], *, old: int, old_root: bytes, size: int, root: bytes) -> bool:
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256 of 0x01 and its two sides."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _cut(leaves: int) -> int:
    """The largest power of two below a number of leaves (at least 2)."""
    return 1 << ((leaves - 1).bit_length() - 1)
