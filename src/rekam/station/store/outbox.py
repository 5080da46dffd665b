"""`outbox.db`: sealed parts of drafts, and packets on their way. Nothing in it names a person.

A draft is its sealed parts. A packet goes queued -> sent -> accepted, or refused with a code; its bytes
leave only with an accepted receipt of stage two.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from rekam.kernel.errors import RuleBroken
from rekam.station.store.database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS part (
  draft BLOB NOT NULL, position TEXT NOT NULL, facts BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (draft, position)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS packet (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, sha256 BLOB NOT NULL, content BLOB,
  size INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'accepted', 'refused')),
  stage INTEGER NOT NULL DEFAULT 0, code TEXT NOT NULL DEFAULT '', trouble TEXT NOT NULL DEFAULT '',
  queued_at TEXT NOT NULL, changed_at TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT 0,
  CHECK (content IS NOT NULL OR (state = 'accepted' AND stage = 2)),
  CHECK ((state = 'refused') = (code <> '')));
"""


class State(StrEnum):
    """Where a packet is: only accepted ones have left the laptop."""

    QUEUED = "queued"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class StoredPart:
    """One sealed part of a draft: its clear facts (canonical CBOR) and the sealed bytes."""

    facts: bytes
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class Row:
    """A packet in the outbox; `trouble` is the code of the last failed try to send it."""

    sequence: int
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


_ROW = "sequence, id, sha256, size, state, stage, code, trouble, queued_at, changed_at, closed"


class Outbox:
    """Every method that changes something returns when it is on the disk; then it is never lost."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises RuleBroken as `Database` does."""
        self._database = Database(path, schema=_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def keep_part(self, *, draft: uuid.UUID, position: str, part: StoredPart) -> None:
        """Keep a sealed part, in place of an earlier one of the same position."""
        self.keep_parts(draft=draft, parts={position: part})

    def keep_parts(self, *, draft: uuid.UUID, parts: dict[str, StoredPart]) -> None:
        """Keep the parts of one capture (a slap), all or none."""
        rows = [(draft.bytes, position, part.facts, part.sealed) for position, part in parts.items()]
        with self._database.writing() as database:
            database.executemany("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", rows)

    def drop_part(self, *, draft: uuid.UUID, position: str) -> None:
        """Forget a part, since it is an exception now."""
        with self._database.writing() as database:
            database.execute("DELETE FROM part WHERE draft = ? AND position = ?", (draft.bytes, position))

    def drop_draft(self, draft: uuid.UUID) -> None:
        """Forget a draft that an officer gave up."""
        with self._database.writing() as database:
            database.execute("DELETE FROM part WHERE draft = ?", (draft.bytes,))

    def parts(self, draft: uuid.UUID) -> dict[str, StoredPart]:
        """The sealed parts of a draft by position."""
        found = self._database.rows("SELECT position, facts, sealed FROM part WHERE draft = ?", draft.bytes)
        return {position: StoredPart(facts=facts, sealed=sealed) for position, facts, sealed in found}

    def drafts(self) -> list[uuid.UUID]:
        """The drafts that have a part."""
        return [uuid.UUID(bytes=one) for (one,) in self._database.rows("SELECT DISTINCT draft FROM part")]

    def queue(self, *, packet: uuid.UUID, build: Callable[[int], tuple[bytes, bytes]], at: str) -> int:
        """Turn a draft into a packet, in one transaction; its number in this station's count.

        build   from that number, which has no gaps, the packet's bytes and their SHA-256
        Raises RuleBroken("packet_already_queued") and what `build` raises; then the draft stays.
        """
        with self._database.writing() as database:
            if database.execute("SELECT 1 FROM packet WHERE id = ?", (packet.bytes,)).fetchall():
                raise RuleBroken("packet_already_queued")
            ((highest,),) = self._database.rows("SELECT coalesce(max(sequence), 0) FROM packet")
            content, sha256 = build(highest + 1)
            database.execute(
                "INSERT INTO packet (sequence, id, sha256, content, size, state, queued_at, changed_at)"
                " VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)",
                (highest + 1, packet.bytes, sha256, content, len(content), at, at),
            )
            database.execute("DELETE FROM part WHERE draft = ?", (packet.bytes,))
            return int(highest) + 1

    def rows(self) -> list[Row]:
        """All packets, newest first."""
        return self._select("ORDER BY sequence DESC")

    def waiting(self) -> list[Row]:
        """Packets for the sender, oldest first."""
        return self._select("WHERE state IN ('queued', 'sent') ORDER BY sequence")

    def only_here(self) -> int:
        """How many people are nowhere but on this laptop."""
        ((count,),) = self._database.rows(
            "SELECT count(*) FROM packet WHERE state <> 'accepted' AND NOT closed"
        )
        return int(count)

    def content(self, packet: uuid.UUID) -> bytes:
        """The packet's bytes. Raises RuleBroken("packet_not_here")."""
        found = self._database.rows("SELECT content FROM packet WHERE id = ?", packet.bytes)
        if not found or found[0][0] is None:
            raise RuleBroken("packet_not_here")
        return bytes(found[0][0])

    def mark_sent(self, packet: uuid.UUID, *, at: str) -> None:
        """All bytes are at the server; the receipt is awaited."""
        self._change("state = 'sent', trouble = ''", packet=packet, at=at, only="state = 'queued'")

    def mark_queued(self, packet: uuid.UUID, *, at: str) -> None:
        """The server does not have it, or somebody asks to try a refused one again."""
        self._change(
            "state = 'queued', code = '', stage = 0", packet=packet, at=at, only="content IS NOT NULL"
        )

    def mark_stage_one(self, packet: uuid.UUID, *, at: str) -> None:
        """Stored once at the server: the packet still stays here."""
        self._change("stage = 1, trouble = ''", packet=packet, at=at, only="state = 'sent'")

    def mark_accepted(self, packet: uuid.UUID, *, at: str) -> None:
        """Stage two, signed: now, and only now, the bytes leave the laptop."""
        change = "state = 'accepted', stage = 2, code = '', trouble = '', content = NULL"
        self._change(change, packet=packet, at=at, only="state <> 'accepted'")

    def mark_refused(self, packet: uuid.UUID, *, code: str, at: str) -> None:
        """Refused with a code: it stays until a person closes it."""
        change = "state = 'refused', trouble = '', code = ?"
        self._change(change, packet=packet, at=at, only="state <> 'accepted'", values=(code,))

    def mark_trouble(self, packet: uuid.UUID, *, code: str, at: str) -> None:
        """A try to send failed; the packet keeps its state."""
        self._change("trouble = ?", packet=packet, at=at, only="state <> 'accepted'", values=(code,))

    def close_refused(self, packet: uuid.UUID, *, at: str) -> None:
        """An officer has seen to a refused packet; its bytes stay for the office."""
        self._change("closed = 1", packet=packet, at=at, only="state = 'refused'")

    def _change(
        self, change: str, *, packet: uuid.UUID, at: str, only: str, values: tuple[str, ...] = ()
    ) -> None:
        statement = f"UPDATE packet SET {change}, changed_at = ? WHERE id = ? AND {only}"  # noqa: S608 (our words)
        with self._database.writing() as database:
            database.execute(statement, (*values, at, packet.bytes))

    def _select(self, rest: str) -> list[Row]:
        found = self._database.rows(f"SELECT {_ROW} FROM packet {rest}")  # noqa: S608 (our words)
        return [_row(*one) for one in found]


def _row(*columns: Any) -> Row:
    sequence, packet, sha256, size, state, stage, code, trouble, queued_at, changed_at, closed = columns
    return Row(
        sequence=sequence,
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
    )
