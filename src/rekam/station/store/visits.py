"""`visit.db`, encrypted: the work list, who is being recorded, and the journal."""

import datetime
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rekam.enrolment.consents import Consent, consent_from
from rekam.enrolment.corrections import Correction, correction_from
from rekam.enrolment.particulars import (
    CaptureException,
    JournalEntry,
    Person,
    person_from,
    person_map,
)
from rekam.enrolment.worklist import WorkList, decode_worklist
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.station.store.card_book import CARD_TABLES, CardBook
from rekam.station.store.database import Database

# Never change a step that was released: files in the field began with it.
_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS worklist (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS draft (id BLOB PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS recorded (
  packet BLOB PRIMARY KEY, resident BLOB, name TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, officer TEXT NOT NULL, act TEXT NOT NULL,
  about TEXT NOT NULL, draft BLOB);
""",
    "CREATE TABLE IF NOT EXISTS slip (packet BLOB PRIMARY KEY, body BLOB NOT NULL);",
    CARD_TABLES,
)
VERSION = len(_SCHEMA)
LEAST = 3  # as in `outbox`
WORKLIST = "SELECT body FROM worklist"
MAX_DRAFT_BYTES = 262_144
JOURNAL_IN_PACKET = 400


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A person being recorded. The id becomes the packet's; the parts lie sealed in the outbox.

    seal_public   the server's X25519 key that was current at the start: all parts are sealed to one
    notice   "version/language" once the legal notice was read, else ""
    tries    captures taken so far of each position
    last     hash of the last record, with which the next one is chained
    corrections, consents   what was told beside the body
    """

    id: uuid.UUID
    person: Person
    visit: uuid.UUID | None
    started_at: str
    seal_public: bytes
    notice: str = ""
    exceptions: tuple[CaptureException, ...] = ()
    tries: tuple[tuple[str, int], ...] = ()
    last: bytes = b""
    corrections: tuple[Correction, ...] = ()
    consents: tuple[Consent, ...] = ()

    def excepted(self) -> dict[str, str]:
        """Exception codes by position."""
        return {one.position: one.code for one in self.exceptions}

    def with_exception(self, exception: CaptureException) -> "Draft":
        """With this exception in place of an earlier one of the same position."""
        kept = tuple(one for one in self.exceptions if one.position != exception.position)
        return replace(self, exceptions=(*kept, exception))

    def without_exception(self, position: str) -> "Draft":
        """With no exception at the position, since it was captured after all."""
        return replace(self, exceptions=tuple(one for one in self.exceptions if one.position != position))

    def tried(self, positions: tuple[str, ...]) -> "Draft":
        """With one more capture counted at each of the positions."""
        tries = dict(self.tries)
        for position in positions:
            tries[position] = tries.get(position, 0) + 1
        return replace(self, tries=tuple(sorted(tries.items())))


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A person whose packet was signed on this laptop."""

    packet: uuid.UUID
    resident: uuid.UUID | None
    name: str
    at: str


class Visits:
    """Open while an officer is at work; closed, nothing of it can be read without a passphrase.

    cards   hand-overs of printed cards, in tables of their own
    """

    def __init__(self, path: Path, *, key: bytes) -> None:
        """Open or make the file with its key (32 bytes). Raises RuleBroken as `Database` does."""
        self._database = Database(path, schema=_SCHEMA, least=LEAST, key=key)
        self.cards = CardBook(self._database)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def keep_worklist(self, body: bytes) -> None:
        """Take a work list's unsealed bytes in place of the one before."""
        with self._database.writing() as database:
            database.execute("INSERT OR REPLACE INTO worklist (one, body) VALUES (1, ?)", (body,))

    def find_worklist(self) -> WorkList | None:
        """The work list, whether or not it has expired for reading (see `people_of`)."""
        found = self._database.rows(WORKLIST)
        return decode_worklist(found[0][0]) if found else None

    def keep_draft(self, draft: Draft) -> None:
        """Keep the draft as it is now."""
        with self._database.writing() as database:
            row = (draft.id.bytes, _encode(draft))
            database.execute("INSERT OR REPLACE INTO draft (id, body) VALUES (?, ?)", row)

    def drop_draft(self, draft: uuid.UUID) -> None:
        """Forget a draft."""
        with self._database.writing() as database:
            database.execute("DELETE FROM draft WHERE id = ?", (draft.bytes,))

    def get_draft(self, draft: uuid.UUID) -> Draft:
        """The draft. Raises RuleBroken("draft_unknown")."""
        found = self._database.rows("SELECT body FROM draft WHERE id = ?", draft.bytes)
        if not found:
            raise RuleBroken("draft_unknown")
        return _decode(found[0][0])

    def drafts(self) -> list[Draft]:
        """All drafts."""
        return [_decode(body) for (body,) in self._database.rows("SELECT body FROM draft ORDER BY rowid")]

    def keep_slip(self, packet: uuid.UUID, *, slip: bytes) -> None:
        """Keep what a packet's tanda terima says, before the packet is closed."""
        with self._database.writing() as database:
            row = (packet.bytes, slip)
            database.execute("INSERT OR REPLACE INTO slip (packet, body) VALUES (?, ?)", row)

    def slip(self, packet: uuid.UUID) -> bytes:
        """The slip of a packet that was closed here. Raises RuleBroken("packet_not_here")."""
        found = self._database.rows(
            "SELECT body FROM slip JOIN recorded USING (packet) WHERE packet = ?", packet.bytes
        )
        if not found:
            raise RuleBroken("packet_not_here")
        return bytes(found[0][0])

    def keep_recorded(self, recorded: Recorded) -> None:
        """Remember whose packet was signed, and forget the draft, in one transaction."""
        resident = recorded.resident.bytes if recorded.resident else None
        with self._database.writing() as database:
            database.execute(
                "INSERT OR REPLACE INTO recorded (packet, resident, name, at) VALUES (?, ?, ?, ?)",
                (recorded.packet.bytes, resident, recorded.name, recorded.at),
            )
            database.execute("DELETE FROM draft WHERE id = ?", (recorded.packet.bytes,))

    def recorded(self) -> list[Recorded]:
        """Whose packets were signed on this laptop, oldest first."""
        found = self._database.rows("SELECT packet, resident, name, at FROM recorded ORDER BY at")
        return [
            Recorded(
                packet=uuid.UUID(bytes=packet),
                resident=uuid.UUID(bytes=resident) if resident else None,
                name=name,
                at=at,
            )
            for packet, resident, name, at in found
        ]

    def write_journal(self, entry: JournalEntry, *, officer: str, draft: uuid.UUID | None) -> None:
        """Add what an officer did."""
        row = (entry.at, officer, entry.act, entry.about, draft.bytes if draft else None)
        with self._database.writing() as database:
            database.execute(
                "INSERT INTO journal (at, officer, act, about, draft) VALUES (?, ?, ?, ?, ?)", row
            )

    def journal_of(self, draft: uuid.UUID) -> tuple[JournalEntry, ...]:
        """What was done for a draft, the last JOURNAL_IN_PACKET entries, oldest first."""
        found = self._database.rows(
            "SELECT at, act, about FROM journal WHERE draft = ? ORDER BY number DESC LIMIT ?",
            draft.bytes,
            JOURNAL_IN_PACKET,
        )
        return tuple(JournalEntry(at=at, act=act, about=about) for at, act, about in reversed(found))


def people_of(worklist: WorkList, *, at: datetime.datetime) -> tuple[Person, ...]:
    """The people of a work list that has not expired. Raises RuleBroken("worklist_expired")."""
    if at >= worklist.expires_at:
        raise RuleBroken("worklist_expired", since=worklist.expires_at.isoformat())
    return worklist.people


def _encode(draft: Draft) -> bytes:
    return canonical.encode(
        {
            "id": draft.id.bytes,
            "person": person_map(draft.person),
            "visit": draft.visit.bytes if draft.visit else None,
            "started_at": draft.started_at,
            "seal_public": draft.seal_public,
            "notice": draft.notice,
            "exceptions": [dict(vars(one)) for one in draft.exceptions],
            "tries": dict(draft.tries),
            "last": draft.last,
            "corrections": [dict(vars(one)) for one in draft.corrections],
            "consents": [dict(vars(one)) for one in draft.consents],
        }
    )


def _decode(body: bytes) -> Draft:
    value: dict[str, Any] = canonical.decode(body, max_bytes=MAX_DRAFT_BYTES)
    return Draft(
        id=uuid.UUID(bytes=value["id"]),
        person=person_from(value["person"]),
        visit=uuid.UUID(bytes=value["visit"]) if value["visit"] else None,
        started_at=value["started_at"],
        seal_public=value["seal_public"],
        notice=value["notice"],
        exceptions=tuple(CaptureException(**one) for one in value["exceptions"]),
        tries=tuple(sorted(value["tries"].items())),
        last=value["last"],
        # A draft begun before an upgrade has neither.
        corrections=tuple(correction_from(one) for one in value.get("corrections", ())),
        consents=tuple(consent_from(one) for one in value.get("consents", ())),
    )
