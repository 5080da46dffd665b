"""`outbox.db`: sealed parts of drafts, and packets on their way. Nothing in it names a person.

A draft is its sealed parts. A packet goes queued -> sent -> accepted, or refused with a code; its bytes
may leave only with an accepted receipt of stage two, and the newest stay even then, in case the server loses
them.
"""

import hashlib
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import apsw

from rekam.enrolment.packet import MAX_PACKET_BYTES
from rekam.kernel.errors import RuleBroken
from rekam.station.store.database import Database
from rekam.station.store.fault_book import FAULT_TABLE, FaultBook
from rekam.station.store.packets import COLUMNS, Row, State, row_of

__all__ = ["Outbox", "Row", "State", "StoredPart"]

# Never change a step that was released: files in the field began with it.
_SCHEMA = (
    """
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
""",
    """
ALTER TABLE packet ADD COLUMN number INTEGER;
ALTER TABLE packet ADD COLUMN copied INTEGER NOT NULL DEFAULT 0;
UPDATE packet SET number = sequence;
CREATE UNIQUE INDEX packet_number ON packet (number);
""",
    FAULT_TABLE,
)
VERSION = len(_SCHEMA)
# A later step only adds, and leaves this: one step back, the code of this version goes on with its file.
LEAST = 3
_KEEP_PART = "INSERT OR REPLACE INTO part (draft, position, facts, sealed) VALUES (?, ?, ?, ?)"
# One person at the largest, as parts, as packet, and both once more in the log before they are moved.
LEAST_ROOM = 8 * MAX_PACKET_BYTES
KEPT = 200  # accepted packets whose bytes stay: some 400 MB, which another recording may take at once


@dataclass(frozen=True, kw_only=True)
class StoredPart:
    """One sealed part of a draft: its clear facts (canonical CBOR) and the sealed bytes."""

    facts: bytes
    sealed: bytes


class Outbox:
    """Every method that changes something returns when it is on the disk; then it is never lost."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises RuleBroken as `Database` does."""
        self._folder = path.parent
        self._database = Database(path, schema=_SCHEMA, least=LEAST)
        self.faults = FaultBook(self._database)

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
            database.executemany(_KEEP_PART, rows)

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
            ((highest,),) = self._database.rows("SELECT coalesce(max(number), 0) FROM packet")
            content, sha256 = build(highest + 1)
            _insert(database, packet=packet, content=content, sha256=sha256, at=at, number=highest + 1)
            database.execute("DELETE FROM part WHERE draft = ?", (packet.bytes,))
            return int(highest) + 1

    def take_carried(self, *, packet: uuid.UUID, content: bytes, at: str) -> bool:
        """Queue a packet that another laptop made; whether it is new here.

        Raises RuleBroken("packet_conflict") when this id has another content here.
        """
        sha256 = hashlib.sha256(content).digest()
        with self._database.writing() as database:
            known = database.execute("SELECT sha256 FROM packet WHERE id = ?", (packet.bytes,)).fetchall()
            if not known:
                _insert(database, packet=packet, content=content, sha256=sha256, at=at, number=None)
        if known and known[0][0] != sha256:
            raise RuleBroken("packet_conflict")
        return not known

    def check_room(self) -> None:
        """Look whether one person more fits, before that person is begun.

        Raises RuleBroken("store_almost_full"), once even the bytes of accepted packets have made room.
        """
        if self._room() < LEAST_ROOM:
            self._drop_accepted(keep=0)
        if (room := self._room()) < LEAST_ROOM:
            raise RuleBroken("store_almost_full", megabytes=room // 2**20)

    def rows(self) -> list[Row]:
        """All packets, newest first."""
        return self._select("ORDER BY sequence DESC")

    def waiting(self) -> list[Row]:
        """Packets for the sender, oldest first."""
        return self._select("WHERE state IN ('queued', 'sent') ORDER BY sequence")

    def kept(self) -> list[Row]:
        """Accepted packets whose bytes are still here, oldest first."""
        return self._select("WHERE state = 'accepted' AND content IS NOT NULL ORDER BY sequence")

    def to_carry(self) -> list[Row]:
        """Packets that the server has not accepted, oldest first: what belongs on a second medium."""
        return self._select("WHERE state <> 'accepted' AND NOT closed ORDER BY sequence")

    def only_here(self) -> int:
        """How many people are nowhere but on this laptop."""
        return len(self.to_carry())

    def content(self, packet: uuid.UUID) -> bytes:
        """The packet's bytes. Raises RuleBroken("packet_not_here")."""
        found = self._database.rows("SELECT content FROM packet WHERE id = ?", packet.bytes)
        if not found or found[0][0] is None:
            raise RuleBroken("packet_not_here")
        return bytes(found[0][0])

    def mark_sent(self, packet: uuid.UUID, *, at: str) -> None:
        """All bytes are at the server; the receipt is awaited."""
        self._change("state = 'sent', trouble = ''", packet=packet, at=at, only="state = 'queued'")

    def mark_queued(self, packet: uuid.UUID, *, at: str) -> bool:
        """The server does not have it (any more), or somebody asks to try a refused one again."""
        change = "state = 'queued', code = '', stage = 0, closed = 0"
        return self._change(change, packet=packet, at=at, only="content IS NOT NULL")

    def mark_stage_one(self, packet: uuid.UUID, *, at: str) -> bool:
        """Stored once at the server: the packet still stays here. As each mark, whether that is new."""
        change = "stage = 1, trouble = ''"
        return self._change(change, packet=packet, at=at, only="state = 'sent' AND stage = 0")

    def mark_accepted(self, packet: uuid.UUID, *, at: str) -> bool:
        """Stage two, signed: now, and only now, the bytes may leave the laptop; the last KEPT still stay."""
        change = "state = 'accepted', stage = 2, code = '', trouble = ''"
        changed = self._change(change, packet=packet, at=at, only="state <> 'accepted'")
        if changed:
            self._drop_accepted(keep=KEPT)
        return changed

    def mark_refused(self, packet: uuid.UUID, *, code: str, at: str) -> bool:
        """Refused with a code: it stays until a person closes it."""
        change = "state = 'refused', trouble = '', code = ?"
        return self._change(change, packet=packet, at=at, only="state <> 'accepted'", values=(code,))

    def mark_trouble(self, packet: uuid.UUID, *, code: str, at: str) -> None:
        """A try to send failed; the packet keeps its state."""
        self._change("trouble = ?", packet=packet, at=at, only="state <> 'accepted'", values=(code,))

    def mark_copied(self, packet: uuid.UUID, *, at: str) -> None:
        """A second medium has it too."""
        self._change("copied = 1", packet=packet, at=at, only="NOT copied")

    def close_refused(self, packet: uuid.UUID, *, at: str) -> None:
        """An officer has seen to a refused packet; its bytes stay for the office."""
        self._change("closed = 1", packet=packet, at=at, only="state = 'refused'")

    def _change(
        self, change: str, *, packet: uuid.UUID, at: str, only: str, values: tuple[str, ...] = ()
    ) -> bool:
        statement = f"UPDATE packet SET {change}, changed_at = ? WHERE id = ? AND {only}"  # noqa: S608 (our words)
        with self._database.writing() as database:
            database.execute(statement, (*values, at, packet.bytes))
            return database.changes() > 0

    def _select(self, rest: str) -> list[Row]:
        found = self._database.rows(f"SELECT {COLUMNS} FROM packet {rest}")  # noqa: S608 (our words)
        return [row_of(*one) for one in found]

    def _room(self) -> int:
        """Bytes that can still be written: free on the disk, or free inside the file."""
        ((pages,),) = self._database.rows("PRAGMA freelist_count")
        ((size,),) = self._database.rows("PRAGMA page_size")
        return shutil.disk_usage(self._folder).free + int(pages) * int(size)

    def _drop_accepted(self, *, keep: int) -> None:
        accepted = "state = 'accepted' AND content IS NOT NULL"
        newest = f"SELECT sequence FROM packet WHERE {accepted} ORDER BY sequence DESC LIMIT ?"  # noqa: S608
        with self._database.writing() as database:
            database.execute(
                f"UPDATE packet SET content = NULL WHERE {accepted} AND sequence NOT IN ({newest})",  # noqa: S608
                (keep,),
            )


def _insert(
    database: apsw.Connection,
    *,
    packet: uuid.UUID,
    content: bytes,
    sha256: bytes,
    at: str,
    number: int | None,
) -> None:
    database.execute(
        "INSERT INTO packet (number, id, sha256, content, size, state, queued_at, changed_at)"
        " VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)",
        (number, packet.bytes, sha256, content, len(content), at, at),
    )
