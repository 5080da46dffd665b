"""Faults that were pressed at this laptop, in `outbox.db` until the office has them. No person is in it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from rekam.station.store.database import Database

FAULT_TABLE = """
CREATE TABLE IF NOT EXISTS fault (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, at TEXT NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0);
"""
MOST_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A fault: which kind of part, when by this laptop's clock, whether the office has it."""

    id: uuid.UUID
    kind: str
    at: str
    sent: bool


class FaultBook:
    """A part that was pressed and waits is not pressed twice."""

    def __init__(self, database: Database) -> None:
        """`database` is the outbox's, whose schema holds FAULT_TABLE."""
        self._database = database

    def press(self, kind: str, *, at: str) -> bool:
        """Keep that a part has trouble; whether that is new among those that wait."""
        with self._database.writing() as database:
            if database.execute("SELECT 1 FROM fault WHERE kind = ? AND NOT sent", (kind,)).fetchall():
                return False
            row = (uuid.uuid4().bytes, kind, at)
            database.execute("INSERT INTO fault (id, kind, at) VALUES (?, ?, ?)", row)
            return True

    def waiting(self) -> list[Pressed]:
        """Those that the office does not have yet, oldest first."""
        return self._select("WHERE NOT sent ORDER BY number")

    def recent(self) -> list[Pressed]:
        """The last ones, newest first."""
        return self._select(f"ORDER BY number DESC LIMIT {MOST_SHOWN}")

    def mark_sent(self, faults: Iterable[Pressed]) -> None:
        """The office has them."""
        ids = [(one.id.bytes,) for one in faults]
        with self._database.writing() as database:
            database.executemany("UPDATE fault SET sent = 1 WHERE id = ?", ids)

    def _select(self, rest: str) -> list[Pressed]:
        found = self._database.rows(f"SELECT id, kind, at, sent FROM fault {rest}")  # noqa: S608 (our words)
        return [
            Pressed(id=uuid.UUID(bytes=identity), kind=kind, at=at, sent=bool(sent))
            for identity, kind, at, sent in found
        ]
