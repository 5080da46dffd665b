"""Who acted on the case that a complaint is about, by user name."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from rekam.abis import queries as abis
from rekam.accounts.queries import accounts_of_person, officers_over, offices_of
from rekam.accounts.rules import Role
from rekam.applications.complaints.rules import Accused
from rekam.applications.filing.models import Application
from rekam.applications.uploads.models import Scan
from rekam.enrolment import queries as enrolment
from rekam.enrolment.waiting import queries as waiting
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.entries import queries as entries

NO_OFFICERS = frozenset({Role.RESIDENT, Role.BANK})


def who_acted(*, application: Application | None, resident: UUID | None) -> frozenset[str]:
    """Whoever had a hand in an application, or in recording somebody and judging the recording.

    Only officers; the work of jobs is nobody's. Read past the scope of whoever asks: an officer of one
    kecamatan must not become the owner because the case lies with the whole office.
    """
    with scope(EVERYWHERE):
        names = set(_on_application(application)) if application else set()
        names |= set(_on_recordings(resident)) if resident else set()
    return frozenset(name for name, (_, role) in offices_of(names).items() if role not in NO_OFFICERS)


def whole_people(usernames: Iterable[str]) -> list[str]:
    """These accounts and every other one of the same humans, in order."""
    return sorted({account for name in usernames for account in accounts_of_person(name)})


def accused_by_role(accused: Accused, *, area_code: str) -> frozenset[str]:
    """Whom the kind of accusation names by itself: the heads whose area this is."""
    if accused is not Accused.HEAD:
        return frozenset()
    return frozenset(one.username for one in officers_over(area_code, roles={Role.HEAD}))


def _on_application(row: Application) -> Iterator[str]:
    yield from (row.checked_by, row.filed_by)
    yield from row.steps.values_list("actor", flat=True)
    yield from Scan.objects.filter(application=row).values_list("verdict_by", flat=True)
    if hasattr(row, "paper"):
        yield row.paper.issued_by
    if row.entry is not None:
        entry = entries.get_entry(row.entry)
        yield from (entry.entered_by, entry.decided_by)


def _on_recordings(resident: UUID) -> Iterator[str]:
    for record in enrolment.recordings_of(resident):
        yield record.officer
        yield from record.events.values_list("actor", flat=True)
        for asked in waiting.submissions_of(record):
            yield from (asked.asked_by, asked.decided_by)
        yield from abis.judges_of(record.subject)
