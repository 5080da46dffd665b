"""The photograph of a draft: what was found in it, and that the resident agreed to it. Read from the journal.

The sealed sample cannot be looked at again, so the findings are written down when it is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rekam.enrolment.capture_rules import FACE
from rekam.enrolment.particulars import JournalEntry
from rekam.enrolment.photo_rules import Finding, Reason
from rekam.kernel.errors import RuleBroken
from rekam.station.recording import Bench, journal
from rekam.station.store.visits import Draft

TAKEN, APPROVED = "photo_taken", "photo_approved"


@dataclass(frozen=True, kw_only=True)
class Photo:
    """The kept photograph: its findings, whether the resident agreed, and why it has to do ("" = fit)."""

    findings: tuple[Finding, ...] = ()
    approved: bool = False
    reason: str = ""


def photo_of(entries: Iterable[JournalEntry]) -> Photo:
    """The photograph as the journal of a draft tells it; a new one has to be approved anew."""
    photo = Photo()
    for entry in entries:
        if entry.act == TAKEN:
            photo = Photo(findings=tuple(Finding(one) for one in entry.about.split(",") if one))
        elif entry.act == APPROVED:
            photo = Photo(findings=photo.findings, approved=True, reason=entry.about)
    return photo


def note_taken(bench: Bench, *, draft: Draft, findings: Iterable[Finding], at: str) -> None:
    """Write down what was found in the photograph that is kept from now on."""
    journal(bench, draft=draft.id, act=TAKEN, about=",".join(findings), at=at)


def approve(bench: Bench, *, draft: Draft, reason: str, at: str) -> None:
    """The resident has seen the photograph and agrees; with findings the operator says why it has to do.

    reason   one of `photo_rules.Reason`, or "" for a photograph without findings
    Raises RuleBroken("photo_not_taken" | "photo_reason_missing").
    """
    if FACE not in bench.outbox.parts(draft.id):
        raise RuleBroken("photo_not_taken")
    if photo_of(bench.visits.journal_of(draft.id)).findings and reason not in set(Reason):
        raise RuleBroken("photo_reason_missing")
    journal(bench, draft=draft.id, act=APPROVED, about=reason, at=at)
