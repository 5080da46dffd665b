"""By what a leaked file's export is known when its head is cut: row codes, an order, kept marks (pure)."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rekam.kernel.names import name_key

CODE_LETTERS = 8  # base 32: 40 bits, so that no row of another export has it by chance
MARK_BYTES = 6
ROW_BYTES = 2 * MARK_BYTES
NOTHING = bytes(MARK_BYTES)


@dataclass(frozen=True)
class Marks:
    """The marks of one export's rows, in the order of its file: of the NIK and of the name of each."""

    niks: tuple[bytes, ...]
    names: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """Twelve bytes a row."""
        return b"".join(nik + name for nik, name in zip(self.niks, self.names, strict=True))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Marks":
        """What `to_bytes` made."""
        rows = [data[at : at + ROW_BYTES] for at in range(0, len(data), ROW_BYTES)]
        return cls(tuple(row[:MARK_BYTES] for row in rows), tuple(row[MARK_BYTES:] for row in rows))


def row_code(*, export: UUID, row: int, key: bytes) -> str:
    """The code in a row's last column: eight letters and digits that no other export has.

    row   place in the file, from 0
    """
    made = hmac.digest(key, b"code" + export.bytes + row.to_bytes(4, "big"), hashlib.sha256)
    return base64.b32encode(made[:5]).decode("ascii")[:CODE_LETTERS]


def order(subjects: Sequence[str], *, export: UUID, key: bytes) -> list[int]:
    """The places of these subjects in the order that this export alone has."""
    rank = [hmac.digest(key, b"order" + export.bytes + one.encode(), hashlib.sha256) for one in subjects]
    return sorted(range(len(subjects)), key=lambda at: rank[at])


def nik_mark(nik: str, *, key: bytes) -> bytes:
    """A keyed mark (6 bytes) of sixteen digits; zeros where there is no NIK."""
    return hmac.digest(key, b"nik" + nik.encode(), hashlib.sha256)[:MARK_BYTES] if nik else NOTHING


def name_mark(name: str, *, key: bytes) -> bytes:
    """A keyed mark (6 bytes) of a name, the same for its spellings that kernel.names holds alike."""
    told = name_key(name)
    return hmac.digest(key, b"name" + told.encode(), hashlib.sha256)[:MARK_BYTES] if told else NOTHING
