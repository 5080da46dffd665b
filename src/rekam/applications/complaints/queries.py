"""Complaints as each officer may see them, and who might answer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rekam.accounts.permissions import Account, roles_of
from rekam.accounts.queries import absent_today, accounts_of_person, officers_over
from rekam.accounts.rules import Role
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.owning import ROLES_AT, Candidate
from rekam.applications.complaints.rules import Accused, Category, Level, is_soon
from rekam.applications.complaints.settings import counts_day
from rekam.applications.complaints.steps import WAITING, State
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day

ANSWER = frozenset(role for roles in ROLES_AT.values() for role in roles)
# As rules.is_closed_to_colleagues.
CLOSED = (
    Q(category=Category.ILLEGAL_FEE)
    | Q(accused__in=(Accused.COUNTER, Accused.HEAD))
    | Q(accused=Accused.CASE, application=None)
)
MOST = 2_000  # open ones that a queue reads; a city has some tens


class Pile(StrEnum):
    """Which part of the queue."""

    MINE = "saya"
    ALL = "semua"
    OVERDUE = "lewat"
    SOON = "segera"
    UNOWNED = "tanpa-penangan"
    ANSWERED = "dijawab"


@dataclass(frozen=True)
class Queue:
    """A pile, those due first before the others, and how many each pile has."""

    rows: Sequence[Complaint]
    counts: dict[Pile, int]


def answers_as(account: Account, *, at: datetime) -> frozenset[str]:
    """For whom somebody answers today: for himself, and for those for whom he stands in."""
    return frozenset({account.username, *(one.username for one in absent_today(account, at=at))})


def seen_by(account: Account, *, at: datetime) -> QuerySet[Complaint]:
    """The complaints of the scope that an officer may see.

    Never one that accuses him or whose case he acted on, with no account of his. The head sees the office's,
    the province what has come up to it, the others what can mean none of them and what is theirs.
    """
    rows = Complaint.objects.exclude(barred__overlap=sorted(accounts_of_person(account.username)))
    roles = set(roles_of(account))
    if Role.HEAD in roles:
        return rows
    if Role.PROVINCE in roles:
        return rows.filter(level=Level.PROVINCE)
    return rows.filter(~CLOSED | Q(owner__in=answers_as(account, at=at)))


def get_complaint(complaint: UUID, *, by: Account, at: datetime) -> Complaint:
    """Raises RuleBroken("not_found"), the same for one that this officer may not see as for none."""
    found = seen_by(by, at=at).select_related("application").filter(uuid=complaint).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def queue(account: Account, *, pile: Pile, at: datetime) -> Queue:
    """What waits, as one officer sees it, and what was answered last."""
    seen = seen_by(account, at=at).defer("said")
    rows = list(seen.filter(state__in=WAITING).order_by("due_on", "pk")[:MOST])
    answered = seen.filter(state=State.ANSWERED).order_by("-answered_at")
    today, mine = office_day(at), answers_as(account, at=at)
    piles = {
        Pile.MINE: [row for row in rows if row.owner in mine],
        Pile.ALL: rows,
        Pile.OVERDUE: [row for row in rows if row.due_on < today],
        Pile.SOON: [row for row in rows if is_soon(today, due=row.due_on, counts=counts_day())],
        Pile.UNOWNED: [row for row in rows if not row.owner],
    }
    numbers = {one: len(found) for one, found in piles.items()} | {Pile.ANSWERED: answered.count()}
    return Queue(list(answered[:MOST]) if pile is Pile.ANSWERED else piles[pile], numbers)


def count_overdue(account: Account, *, at: datetime) -> int:
    """How many late complaints an officer sees."""
    late = Q(state__in=WAITING, due_on__lt=office_day(at))
    return seen_by(account, at=at).filter(late).count()


def candidates(area_code: str) -> list[Candidate]:
    """Who might answer a complaint of this area, whoever it accuses."""
    able = officers_over(area_code, roles=ANSWER)
    open_ones = Complaint.objects.filter(state__in=WAITING, owner__in=[one.username for one in able])
    waiting = dict(open_ones.values_list("owner").annotate(Count("pk")))
    return [
        Candidate(username=one.username, role=Role(one.role), waiting=waiting.get(one.username, 0))
        for one in able
    ]


def may_be_owner(row: Complaint) -> list[Account]:
    """To whom a complaint may be handed, by name: none of the barred."""
    return [one for one in officers_over(row.area_code, roles=ANSWER) if one.username not in row.barred]


def may_be_accused(row: Complaint) -> list[Account]:
    """Whom the head may name as the accused: everybody of the office who is not barred already."""
    serving = officers_over(row.area_code, roles=set(Role) - {Role.PROVINCE, Role.AUDITOR})
    return [one for one in serving if one.username not in row.barred]


def overdue_since(row: Complaint, *, today: date) -> int:
    """Calendar days that a complaint is late; 0 in time."""
    return max((today - row.due_on).days, 0)
