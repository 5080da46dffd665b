"""The Merkle tree over the log (pure): anybody can check an export without us.

Source: RFC 6962 section 2.1.
"""

import hashlib
from collections.abc import Mapping, Sequence

from rekam.kernel import canonical


def entry_bytes(entry: Mapping[str, object]) -> bytes:
    """The bytes of one entry that are hashed: canonical CBOR."""
    return canonical.encode(dict(entry))


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and the entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """The head of the tree over leaf hashes; of an empty log the SHA-256 of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
