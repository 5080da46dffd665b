"""The queue: the cases of all sources, the oldest first, without those that a colleague has open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from rekam.accounts.permissions import allowed
from rekam.audit.queries import cases_since
from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.kernel.holidays import office_holidays
from rekam.web.desk import rules
from rekam.web.desk.cases import Asker, Case, Source
from rekam.web.desk.correcting import Corrections
from rekam.web.desk.entries import Entries
from rekam.web.desk.exceptions import Exceptions
from rekam.web.desk.exports import Exports
from rekam.web.desk.imports import Imports
from rekam.web.desk.prints import Prints
from rekam.web.desk.submissions import Submissions
from rekam.web.desk.validation import Validation

SOURCES: tuple[Source, ...] = (
    *(Entries(), Corrections(), Prints(), Exceptions()),
    *(Exports(), Imports(), Validation(), Submissions()),
)
SEEN = "web.desk.case_seen"  # web.desk.views writes it
OPEN_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class Queue:
    """What waits for one officer at one moment.

    cases     the oldest first; what a colleague opened in the last minutes stands at the end
    total     how many there are, also beyond those listed
    open      keys that a colleague has open
    """

    cases: Sequence[Case]
    total: int
    by_source: Sequence[tuple[Source, int]]
    open: frozenset[str]

    def place(self, case: Case) -> int:
        """The case's place in the queue, from 1."""
        return self.cases.index(case) + 1

    def find(self, *, source: str, key: UUID) -> Case | None:
        """The waiting case, or None: decided, one's own, or nobody's here."""
        return next((case for case in self.cases if (case.source, case.key) == (source, key)), None)

    def beside(self, case: Case) -> tuple[Case | None, Case | None]:
        """The one before and the one after."""
        at = self.cases.index(case)
        before = self.cases[at - 1] if at else None
        return before, self.cases[at + 1] if at + 1 < len(self.cases) else None

    def late(self, *, at: datetime) -> int:
        """How many of those listed have waited for more than one working day."""
        return sum(is_late(case, at=at) for case in self.cases)

    def alike(self) -> dict[str, int]:
        """What equal low-risk cases share, with how many they are; only where there are several."""
        found = Counter(case.alike for case in self.cases if case.alike and str(case.key) not in self.open)
        return {what: number for what, number in found.items() if number > 1}


def queue_of(asker: Asker) -> Queue:
    """What waits for this officer now: of the kinds that he may decide, without his own entries."""
    sources = [source for source in SOURCES if allowed(asker.officer, source.permission)]
    counts = [(source, source.count(asker)) for source in sources]
    open_ones = cases_since(SEEN, since=asker.at - OPEN_FOR, besides=asker.username)
    found = [case for source in sources for case in source.waiting(asker)]
    ordered = sorted(found, key=lambda case: (str(case.key) in open_ones, case.since, str(case.key)))
    return Queue(ordered, sum(number for _, number in counts), counts, open_ones)


def get_source(name: str, *, asker: Asker) -> Source:
    """Raises RuleBroken("not_found"), the same for a kind that this officer may not decide."""
    found = next((source for source in SOURCES if source.name == name), None)
    if found is None or not allowed(asker.officer, found.permission):
        raise RuleBroken("not_found")
    return found


def is_late(case: Case, *, at: datetime) -> bool:
    """Whether a case has waited for more than one working day of the office."""
    zone = OfficeZone(settings.REKAM_OFFICE_ZONE).zone
    return at > rules.due_at(case.since, zone=zone, holidays=office_holidays())
