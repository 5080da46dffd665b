"""Reads of entries, of family cards, and of what the events fold to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rekam.accounts.queries import accounts_of_person
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.areas import area_name, predecessors, successors
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from rekam.registry.entries.rules import Risk, State, alike
from rekam.registry.entries.state import ResidentState, differences, fold
from rekam.registry.entries.writing import state_of_row
from rekam.registry.models import Event, FamilyCard, Resident
from rekam.registry.rules import HEAD, Status

__all__ = [
    "Waiting",
    "alike",
    "approved_changes",
    "area_history",
    "area_name",
    "count_waiting",
    "events_of_entry",
    "family",
    "folded",
    "get_card",
    "get_entry",
    "mine",
    "names_of",
    "predecessors",
    "refold",
    "successors",
    "waiting",
    "waiting_entries",
    "waiting_of",
]

AT_MOST = 100


@dataclass(frozen=True)
class Waiting:
    """An entry in the queue of whoever decides. `kind` is one of effects.Kind, `risk` one of rules.Risk.

    resident   whom it is about; None where he is not in the register yet
    newcomer   his name then
    document   number of the paper that proves it
    papers     how many were scanned
    """

    uuid: UUID
    kind: str
    area_code: str
    office_area: str
    entered_at: datetime
    entered_by: str
    risk: Risk
    warnings: list[str]
    resident: UUID | None
    newcomer: str
    document: str
    papers: int


def waiting(*, not_by: str = "", limit: int = AT_MOST) -> list[Waiting]:
    """The entries of the scope that wait, oldest first; of any office whose residents the scope holds.

    not_by   leaves out what this officer entered himself, with whichever account, since he may not decide it
    """
    return [
        Waiting(
            uuid=row.uuid,
            kind=row.kind,
            area_code=row.area_code,
            office_area=row.office_area,
            entered_at=row.entered_at,
            entered_by=row.entered_by,
            risk=Risk(row.risk),
            warnings=row.warnings,
            resident=row.resident,
            newcomer=str(row.facts.get("full_name", "")),
            document=str(row.facts.get("document", "")),
            papers=len(row.papers),
        )
        for row in _waiting(not_by).order_by("entered_at", "pk")[:limit]
    ]


def count_waiting(*, not_by: str = "") -> int:
    """How many entries of the scope wait."""
    return _waiting(not_by).count()


def waiting_entries(uuids: Sequence[UUID]) -> list[Entry]:
    """These entries, as far as they still wait in this scope; for `alike` and approving together."""
    return list(Entry.objects.filter(uuid__in=uuids, state=State.WAITING).order_by("entered_at", "pk"))


def mine(username: str, *, limit: int = AT_MOST) -> list[Entry]:
    """What an officer entered, the latest first, whatever became of it."""
    return list(Entry.objects.filter(entered_by=username).order_by("-entered_at", "-pk")[:limit])


def waiting_of(resident: UUID) -> list[Entry]:
    """The entries about a resident that wait."""
    return list(Entry.objects.filter(resident=resident, state=State.WAITING).order_by("entered_at", "pk"))


def names_of(people: Iterable[UUID]) -> dict[UUID | None, str]:
    """The names of these residents, as far as the scope sees."""
    return dict(Resident.objects.filter(uuid__in=set(people)).values_list("uuid", "full_name"))


def get_entry(entry: UUID) -> Entry:
    """Raises RuleBroken("not_found"), the same for another office's."""
    found = Entry.objects.filter(uuid=entry).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def get_card(number: str) -> FamilyCard | None:
    """The family card with this number, or None; a card of a loaded register may have no row of its own."""
    return FamilyCard.objects.filter(number=number).select_related("head").first()


def events_of_entry(entry: UUID, *, limit: int = 30) -> list[Event]:
    """What an approved entry did, as far as the scope sees, whoever it was about first.

    An event stays with the office where it happened; whoever moved away since is not shown with it.
    """
    still_here = current_scope().condition("resident__area_code")
    rows = Event.objects.filter(still_here, entry=entry).select_related("resident")
    return list(rows.order_by("pk")[:limit])


@dataclass(frozen=True)
class Change:
    """An approved entry, and which columns of one resident it changed."""

    entry: UUID
    kind: Kind
    on: date
    columns: frozenset[str]


def approved_changes(resident: UUID, *, kinds: Collection[Kind], since: datetime | None) -> list[Change]:
    """What approved entries of these kinds changed of a resident after an instant, the newest first."""
    events = Event.objects.filter(resident__uuid=resident).exclude(entry=None).order_by("-pk")[:AT_MOST]
    columns: dict[UUID, set[str]] = {}
    for event in events:
        if event.entry is not None:
            columns.setdefault(event.entry, set()).update(event.changes)
    rows = Entry.objects.filter(uuid__in=columns, state=State.APPROVED, kind__in=kinds).order_by(
        "-decided_at"
    )
    decided = [(one, one.decided_at) for one in rows if one.decided_at is not None]
    return [
        Change(one.uuid, Kind(one.kind), at.date(), frozenset(columns[one.uuid]))
        for one, at in decided
        if since is None or at > since
    ]


def family(kk: str) -> list[Resident]:
    """The active members of a family card, the head first, then by age."""
    rows = Resident.objects.filter(kk=kk, status=Status.ACTIVE)
    return sorted(
        rows, key=lambda one: (one.head_relation.casefold() != HEAD.casefold(), one.birth_date, one.pk)
    )


def area_history(resident: Resident) -> list[tuple[date | None, str]]:
    """Where a resident has lived: the first day and the code, oldest first; None = since before his events.

    As far as the scope sees; the area of his row comes last.
    """
    rows = Event.objects.filter(resident=resident, changes__has_key="area_code").order_by("pk")
    moves = [(event.valid_on, event.changes["area_code"]) for event in rows.only("changes", "valid_on")]
    if not moves:
        return [(None, resident.area_code)]
    return [(None, moves[0][1][0]), *((day, pair[1]) for day, pair in moves)]


def folded(resident: Resident) -> ResidentState | None:
    """What the events of a resident that this scope sees fold to; None where none of them begins a history.

    Raises ValueError for a history that was broken from outside.
    """
    return fold(Event.objects.filter(resident=resident).order_by("pk").only("changes", "state"))


def refold(resident: Resident) -> list[str]:
    """The columns in which the row differs from what its events fold to: () where the register is sound.

    A loaded resident to whom nothing happened has no events, and his row is the beginning of his history.
    Raises ValueError for a history that was broken from outside.
    """
    state = folded(resident)
    return [] if state is None else sorted(differences(before=state, after=state_of_row(resident)))


def _waiting(not_by: str) -> QuerySet[Entry]:
    others = ~Q(entered_by__in=accounts_of_person(not_by)) if not_by else Q()
    return Entry.objects.filter(others, state=State.WAITING)
