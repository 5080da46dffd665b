"""An exported log made by hand, for tests that attack it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rekam.audit.checkpoints import Checkpoint, signed
from rekam.audit.fsck import as_line
from rekam.audit.tree import entry_bytes, leaf_hash, root_hash

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SEED = bytes(range(32))
ORIGIN = "rekam/36.73"


def entry(number: int, **changed: object) -> dict[str, object]:
    told: dict[str, object] = {
        "id": number,
        "at": (AT + timedelta(minutes=number)).isoformat(),
        "actor": "ani",
        "action": "test.act",
        "subjects": [f"s{number}"],
        "facts": {"number": number},
        "purpose": "service",
        "case": "",
    }
    return told | changed


def entries(number: int = 8) -> list[dict[str, object]]:
    return [entry(n) for n in range(number)]


def export(rows: Sequence[dict[str, object]], *, waiting: Sequence[dict[str, object]] = ()) -> list[str]:
    """The lines of an export whose hashes and root are all right, as somebody with every right can write."""
    hashes = [leaf_hash(entry_bytes(row)) for row in rows]
    lines = [
        as_line({"leaf": n, "hash": digest.hex(), "entry": row})
        for n, (digest, row) in enumerate(zip(hashes, rows, strict=True))
    ]
    lines += [as_line({"waiting": row}) for row in waiting]
    head = {"size": len(rows), "root": root_hash(hashes).hex(), "not_sequenced": len(waiting)}
    return [*lines, as_line(head)]


def checkpoint(rows: Sequence[dict[str, object]], *, hour: int = 1, seed: bytes = SEED) -> Checkpoint:
    root = root_hash([leaf_hash(entry_bytes(row)) for row in rows])
    return signed(origin=ORIGIN, size=len(rows), root=root, at=AT + timedelta(hours=hour), seed=seed)
