"""What practice reads and writes in the journal of the visit."""

import uuid

from rekam.enrolment.particulars import JournalEntry
from rekam.station.desk import Work
from rekam.station.practice.lessons import Evidence

# The notes that belong to no recording stand under an id of their own.
NOTES = uuid.UUID(int=0)


def note(work: Work, *, act: str, about: str, at: str) -> None:
    """Write down what was met in practice."""
    bench = work.bench
    entry = JournalEntry(at=at, act=act, about=about)
    bench.visits.write_journal(entry, officer=bench.officer.username, draft=NOTES)


def evidence(work: Work) -> Evidence:
    """What the stores tell of the work so far."""
    visits = work.bench.visits
    return Evidence(
        closed=[visits.journal_of(row.packet) for row in work.bench.outbox.rows()],
        begun=[visits.journal_of(draft.id) for draft in visits.drafts()],
        notes=visits.journal_of(NOTES),
    )
