"""The office's steps of an application. Each is one transaction: lock, check, change, audit."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.childcards.services import check_printed
from rekam.applications.clock.rules import Cause
from rekam.applications.filing.models import Application
from rekam.applications.filing.rules import Channel
from rekam.applications.filing.services import lacking
from rekam.applications.filing.steps import State, Step
from rekam.applications.filing.writing import lock, take_step
from rekam.applications.products.services import issue
from rekam.applications.review import entering
from rekam.applications.review.cards import check_order
from rekam.applications.review.rules import check_collector, check_originals, check_pause, check_reason
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def ask_for_more(*, application: UUID, why: str, actor: str, at: datetime) -> Application:
    """Ask the applicant for what is missing or unreadable; the clock waits for the answer.

    why  to the applicant; the sheets that are to be sent again say their own reason
    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_reason_missing").
    """
    check_reason(why)
    return take_step(lock(application), step=Step.ASKED, actor=actor, at=at, why=why)


@transaction.atomic
def check(*, application: UUID, actor: str, at: datetime) -> Application:
    """Say that all papers are good, and propose to approve; a second person decides.

    A village officer who filed it checks it with no other account either.
    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_paper_missing" |
    "application_paper_unjudged" | "four_eyes").
    """
    row = lock(application)
    if row.channel == Channel.VILLAGE:
        check_four_eyes(entered_by=row.filed_by, decided_by=actor)
    sheets = Scan.objects.filter(application=row, dropped_at=None)
    if lacking(row, at=at):
        raise RuleBroken("application_paper_missing")
    if sheets.exclude(verdict=Verdict.ACCEPTED).exists():
        raise RuleBroken("application_paper_unjudged")
    row.checked_by = actor
    return take_step(row, step=Step.CHECKED, actor=actor, at=at)


@transaction.atomic
def send_back(*, application: UUID, why: str, actor: str, at: datetime) -> Application:
    """Do not approve: the first officer looks again.

    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_reason_missing" |
    "four_eyes").
    """
    check_reason(why)
    row = _by_another(lock(application), actor=actor)
    return take_step(row, step=Step.SENT_BACK, actor=actor, at=at, why=why)


@transaction.atomic
def approve(*, application: UUID, actor: str, at: datetime) -> Application:
    """Approve what another officer checked; the applicant may bring the originals.

    Neither who checked it nor who filed it for the applicant may approve, with no account of theirs.
    Raises RuleBroken("not_found" | "application_step_not_allowed" | "four_eyes").
    Source: Permendagri 95/2019 Pasal 46 and 47.
    """
    row = _by_another(lock(application), actor=actor)
    return take_step(row, step=Step.APPROVED, actor=actor, at=at)


@transaction.atomic
def reject(*, application: UUID, why: str, actor: str, at: datetime) -> Application:
    """Refuse an application, with a reason that the applicant reads.

    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_reason_missing").
    """
    check_reason(why)
    return take_step(lock(application), step=Step.REJECTED, actor=actor, at=at, why=why)


@transaction.atomic
def see_originals(
    *, application: UUID, seen: Collection[Document], office_area: str, actor: str, at: datetime
) -> Application:
    """Write down that the originals were seen; what the service changes in the register is entered now.

    seen         the papers whose originals lay on the counter
    office_area  of the officer, for the entry
    Raises RuleBroken("not_found" | "application_step_not_allowed" | "original_missing") and what
    registry's entries raise.
    """
    row = lock(application)
    sheets = Scan.objects.filter(application=row, dropped_at=None)
    check_originals(sent={Document(one) for one in sheets.values_list("document", flat=True)}, seen=seen)
    row = take_step(row, step=Step.ORIGINALS, actor=actor, at=at, why=", ".join(sorted(seen)))
    return _enter(row, office_area=office_area, actor=actor, at=at)


@transaction.atomic
def enter_again(*, application: UUID, office_area: str, actor: str, at: datetime) -> Application:
    """Enter once more what the second officer of the register refused.

    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_entry_stands") and what
    registry's entries raise.
    """
    row = lock(application)
    if row.state != State.IN_WORK:
        raise RuleBroken("application_step_not_allowed", state=row.state, step="enter")
    if row.entry is not None and entering.stands(row.entry):
        raise RuleBroken("application_entry_stands")
    return _enter(row, office_area=office_area, actor=actor, at=at)


@transaction.atomic
def finish(*, application: UUID, actor: str, at: datetime) -> Application:
    """Say that what was asked for lies ready; the clock stops.

    A paper of ours is numbered with it. Raises RuleBroken("not_found" | "application_step_not_allowed" |
    "application_entry_waits" | "paper_of_nobody" | "child_card_waits") and what cards.check_order raises.
    """
    row = lock(application)
    if entering.is_needed(row) and (row.entry is None or not entering.is_approved(row.entry)):
        raise RuleBroken("application_entry_waits")
    check_order(row, handed_over=False)
    check_printed(row)
    row = take_step(row, step=Step.READY, actor=actor, at=at)
    issue(row, actor=actor, at=at)
    return row


@transaction.atomic
def hand_out(
    *, application: UUID, collector: str = "", by_letter: bool = False, actor: str, at: datetime
) -> Application:
    """Write down that it was collected, and by whom if not by the applicant.

    collector  who came in the applicant's place; empty = the applicant
    by_letter  whether the letter of authority was seen
    Raises RuleBroken("not_found" | "application_step_not_allowed") and what rules.check_collector and
    cards.check_order raise.
    """
    row = lock(application)
    check_collector(collector=collector, by_letter=by_letter, service=Service(row.service))
    check_order(row, handed_over=True)
    return take_step(row, step=Step.COLLECTED, actor=actor, at=at, why=collector)


@transaction.atomic
def pause(*, application: UUID, cause: Cause, why: str, actor: str, at: datetime) -> Application:
    """Stop the clock for what the office cannot help; the applicant reads for what.

    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_reason_missing" |
    "pause_cause_unknown" | "clock_paused_already").
    """
    check_reason(why)
    row = lock(application)
    check_pause(cause, is_paused=is_paused(row))
    return take_step(row, step=Step.PAUSED, actor=actor, at=at, why=why, cause=cause)


@transaction.atomic
def resume(*, application: UUID, actor: str, at: datetime) -> Application:
    """Let the clock run again.

    Raises RuleBroken("not_found" | "application_step_not_allowed" | "clock_not_paused").
    """
    row = lock(application)
    if not is_paused(row):
        raise RuleBroken("clock_not_paused")
    return take_step(row, step=Step.RESUMED, actor=actor, at=at)


def is_paused(row: Application) -> bool:
    """Whether an officer has stopped the clock and nobody let it run again."""
    last = row.steps.filter(step__in=(Step.PAUSED, Step.RESUMED)).order_by("-number").first()
    return last is not None and last.step == Step.PAUSED


def _by_another(row: Application, *, actor: str) -> Application:
    for first in filter(None, (row.checked_by, row.filed_by)):
        check_four_eyes(entered_by=first, decided_by=actor)
    return row


def _enter(row: Application, *, office_area: str, actor: str, at: datetime) -> Application:
    entry = entering.propose(row, office_area=office_area, actor=actor, at=at)
    if entry is not None:
        row.entry = entry
        row.save(update_fields=["entry"])
    return row
