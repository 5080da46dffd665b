"""What the outbox says of a packet."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a packet is: only accepted ones have left the laptop."""

    QUEUED = "queued"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A packet in the outbox.

    number    in this station's own count; None for a packet that another laptop made
    trouble   code of the last failed try to send it
    copied    whether a second medium has it too
    """

    number: int | None
    packet: uuid.UUID
    sha256: bytes
    size: int
    state: State
    stage: int
    code: str
    trouble: str
    queued_at: str
    changed_at: str
    closed: bool
    copied: bool


COLUMNS = "number, id, sha256, size, state, stage, code, trouble, queued_at, changed_at, closed, copied"

# The same of a file before version 2, which a reader does not bring up to date.
SINCE_VERSION = 2
COLUMNS_BEFORE = "sequence, id, sha256, size, state, stage, code, trouble, queued_at, changed_at, closed, 0"


def row_of(*columns: Any) -> Row:
    """The row that COLUMNS select."""
    number, packet, sha256, size, state, stage, code, trouble, queued_at, changed_at, closed, copied = columns
    return Row(
        number=number,
        packet=uuid.UUID(bytes=packet),
        sha256=sha256,
        size=size,
        state=State(state),
        stage=stage,
        code=code,
        trouble=trouble,
        queued_at=queued_at,
        changed_at=changed_at,
        closed=bool(closed),
        copied=bool(copied),
    )
