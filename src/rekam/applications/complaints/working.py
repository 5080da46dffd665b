"""What officers do with a complaint. Each is one transaction: lock, check, change, audit."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.applications.complaints import involved, mending, telling
from rekam.applications.complaints.filing import give
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.owning import ROLES_AT, check_handing, level_of
from rekam.applications.complaints.queries import answers_as, candidates, may_be_accused, seen_by
from rekam.applications.complaints.rules import (
    Accused,
    Level,
    Mended,
    Outcome,
    check_outcome,
    check_words,
)
from rekam.applications.complaints.steps import Step
from rekam.applications.complaints.writing import lock, take_step
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import read_number
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import LENGTH, Nik
from rekam.registry import queries as registry


@transaction.atomic
def take(*, complaint: UUID, by: Account, at: datetime) -> Complaint:
    """Become the owner of a complaint that has none.

    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_owned" |
    "complaint_not_yours").
    """
    row = _seen(complaint, by=by, at=at)
    if row.owner:
        raise RuleBroken("complaint_owned")
    if Role(by.role) not in ROLES_AT[Level(row.level)]:
        raise RuleBroken("complaint_not_yours")
    row.owner = by.username
    return take_step(row, step=Step.GIVEN, actor=by.username, at=at)


@transaction.atomic
def ask(*, complaint: UUID, text: str, by: Account, at: datetime) -> Complaint:
    """Ask the complainant something; the days run on, since he may never come back.

    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_not_yours" |
    "complaint_words_short").
    """
    check_words(text)
    row = take_step(_owned(complaint, by=by, at=at), step=Step.ASKED, actor=by.username, at=at, text=text)
    telling.tell_complainant(row, at=at)
    return row


@transaction.atomic
def answer(
    *, complaint: UUID, outcome: Outcome, mended: Mended, text: str, by: Account, at: datetime
) -> Complaint:
    """Answer a complaint in words that the complainant reads.

    mended  what was put right; it must be there: an entry that was made, a recording that is looked at again
    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_not_yours" |
    "complaint_words_short" | "complaint_mended_unfounded" | "complaint_nothing_mended").
    """
    check_words(text)
    check_outcome(outcome=outcome, mended=mended)
    row = _owned(complaint, by=by, at=at)
    mending.check_mended(row, mended=mended)
    row.outcome, row.mended, row.answered_at = outcome, mended, at
    row = take_step(row, step=Step.ANSWERED, actor=by.username, at=at, text=text)
    telling.tell_complainant(row, at=at)
    return row


@transaction.atomic
def hand_over(*, complaint: UUID, to: str, why: str, by: Account, at: datetime) -> Complaint:
    """Give a complaint to another owner, who is none of the barred.

    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_owner_barred" |
    "complaint_accused_unnamed" | "complaint_words_short").
    """
    check_words(why)
    row = _seen(complaint, by=by, at=at)
    role = {one.username: one.role for one in candidates(row.area_code)}.get(to)
    if role is None or to in involved.whole_people(row.barred):
        raise RuleBroken("complaint_owner_barred")
    check_handing(role, accused=Accused(row.accused), is_named=_is_named(row))
    row.owner, row.level = to, level_of(role, level=Level(row.level))
    return take_step(row, step=Step.GIVEN, actor=by.username, at=at, text=why)


@transaction.atomic
def name_accused(*, complaint: UUID, accused: str, by: Account, at: datetime) -> Complaint:
    """Say who it is that a complaint tells of in words: from now on that person neither sees nor answers it.

    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_accused_unknown").
    """
    row = _seen(complaint, by=by, at=at)
    if accused not in {one.username for one in may_be_accused(row)}:
        raise RuleBroken("complaint_accused_unknown")
    _bar(row, {accused})
    return take_step(row, step=Step.NAMED, actor=by.username, at=at)


@transaction.atomic
def link(*, complaint: UUID, typed: str, by: Account, at: datetime) -> Complaint:
    """Tie a complaint to the application or the resident that it is about; who acted there is barred.

    typed  the number of an application, or a NIK
    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_not_yours" |
    "complaint_nothing_found").
    """
    row = _owned(complaint, by=by, at=at)
    if len("".join(typed.split())) == LENGTH:
        row.resident = _resident(typed)
    else:
        row.application = _application(typed)
        row.resident = row.resident or row.application.subject
    _bar(row, involved.who_acted(application=row.application, resident=row.resident))
    return take_step(row, step=Step.LINKED, actor=by.username, at=at)


def _resident(typed: str) -> UUID:
    try:
        found = registry.find_by_nik(Nik.parse("".join(typed.split())).digits)
    except RuleBroken:
        found = None
    if found is None:
        raise RuleBroken("complaint_nothing_found")
    return found.uuid


def _application(typed: str) -> Application:
    try:
        found = Application.objects.filter(number=read_number(typed)).first()
    except RuleBroken:
        found = None
    if found is None:
        raise RuleBroken("complaint_nothing_found")
    return found


def _bar(row: Complaint, names: Collection[str]) -> None:
    """Bar these people; an owner among them gives it up to who comes next."""
    row.barred = sorted({*row.barred, *involved.whole_people(names)})
    if row.owner in row.barred:
        give(row, level=Level(row.level))


def _is_named(row: Complaint) -> bool:
    return row.steps.filter(step=Step.NAMED).exists()


def _seen(complaint: UUID, *, by: Account, at: datetime) -> Complaint:
    """The complaint, locked, if this officer may see it."""
    row = lock(complaint)
    if not seen_by(by, at=at).filter(pk=row.pk).exists():
        raise RuleBroken("not_found")
    return row


def _owned(complaint: UUID, *, by: Account, at: datetime) -> Complaint:
    row = _seen(complaint, by=by, at=at)
    if row.owner not in answers_as(by, at=at):
        raise RuleBroken("complaint_not_yours")
    return row
