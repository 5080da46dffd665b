"""Hand-overs in `visit.db`: those that were begun, and the list of acts of each pack, which only grows."""

import uuid
from dataclasses import dataclass

from rekam.kernel.errors import RuleBroken
from rekam.station.store.database import Database

# Never change a statement that was released: files in the field began with it.
CARD_TABLES = """
CREATE TABLE IF NOT EXISTS handing (id BLOB PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS pack_act (
  packet BLOB PRIMARY KEY, pack BLOB NOT NULL, number INTEGER NOT NULL, sha256 BLOB NOT NULL,
  body BLOB NOT NULL, UNIQUE (pack, number));
"""
_ADD = "INSERT OR IGNORE INTO pack_act (packet, pack, number, sha256, body) VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, kw_only=True)
class Done:
    """An act that lies in the outbox: number in the pack, the packet's hash, and what it was (a handing)."""

    packet: uuid.UUID
    number: int
    sha256: bytes
    body: bytes


class CardBook:
    """Part of `Visits`, whose file it shares."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, handing: uuid.UUID, *, body: bytes) -> None:
        """Keep a hand-over as it is now."""
        with self._database.writing() as database:
            row = (handing.bytes, body)
            database.execute("INSERT OR REPLACE INTO handing (id, body) VALUES (?, ?)", row)

    def drop(self, handing: uuid.UUID) -> None:
        """Forget a hand-over that was given up."""
        with self._database.writing() as database:
            database.execute("DELETE FROM handing WHERE id = ?", (handing.bytes,))

    def get(self, handing: uuid.UUID) -> bytes:
        """A hand-over that was begun. Raises RuleBroken("handing_unknown")."""
        found = self._database.rows("SELECT body FROM handing WHERE id = ?", handing.bytes)
        if not found:
            raise RuleBroken("handing_unknown")
        return bytes(found[0][0])

    def begun(self) -> list[tuple[uuid.UUID, bytes]]:
        """All that were begun and not finished, oldest first."""
        found = self._database.rows("SELECT id, body FROM handing ORDER BY rowid")
        return [(uuid.UUID(bytes=one), body) for one, body in found]

    def finish(self, done: Done, *, pack: uuid.UUID) -> None:
        """Add an act to its pack's list, and forget that it was begun, in one transaction."""
        row = (done.packet.bytes, pack.bytes, done.number, done.sha256, done.body)
        with self._database.writing() as database:
            database.execute(_ADD, row)
            database.execute("DELETE FROM handing WHERE id = ?", (done.packet.bytes,))

    def acts(self, pack: uuid.UUID) -> list[Done]:
        """The acts of a pack, in their order."""
        found = self._database.rows(
            "SELECT packet, number, sha256, body FROM pack_act WHERE pack = ? ORDER BY number", pack.bytes
        )
        return [
            Done(packet=uuid.UUID(bytes=packet), number=number, sha256=sha256, body=body)
            for packet, number, sha256, body in found
        ]

    def act(self, packet: uuid.UUID) -> bytes:
        """What an act was. Raises RuleBroken("packet_not_here")."""
        found = self._database.rows("SELECT body FROM pack_act WHERE packet = ?", packet.bytes)
        if not found:
            raise RuleBroken("packet_not_here")
        return bytes(found[0][0])
