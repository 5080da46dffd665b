"""Giving a card to a relative of the holder, where the office's rule lets it. Enter through services."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from rekam.audit.services import record as audit
from rekam.cards.counter import rules
from rekam.cards.counter.issuing import issue
from rekam.cards.counter.models import Waiver
from rekam.cards.counter.services import CODES, Comparison
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, check_job_step
from rekam.cards.orders.services import lock_job
from rekam.cards.photos import keep_photo
from rekam.cards.rules import check_reason
from rekam.enrolment import queries as recordings
from rekam.enrolment import services as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry.rules import Status

if TYPE_CHECKING:
    from rekam.abis.engine.samples import Sample


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Who comes in the holder's place, and why.

    nik     of the relative
    code    rules.Errand
    reason  in words, as the letter says
    photo   of the letter by which the holder sends them; JPEG or PNG
    """

    nik: str
    code: str
    reason: str
    photo: bytes


def family_since() -> date | None:
    """From which day the office lets relatives collect; None = it does not. Raises ValueError for no date."""
    told = settings.REKAM_FAMILY_COLLECTS
    return date.fromisoformat(told) if told else None


def family_may_collect(*, on: date) -> bool:
    """Whether relatives may collect on that day."""
    since = family_since()
    return since is not None and on >= since


@transaction.atomic
def hand_over_to_family(
    *, job: UUID, letter: Letter, samples: "Sequence[Sample]", actor: str, at: datetime
) -> Comparison:
    """Compare the relative with the relative's own recording, and on a sure match give the card out.

    Raises RuleBroken("not_found" | "print_step_not_allowed" | "family_not_allowed" | "card_of_a_guest" |
    "reason_missing" | "errand_unknown" | "collector_not_of_family" | "collector_too_young" |
    "collector_not_recorded"), and the codes of `keep_photo` and of enrolment's verify_holder.
    """
    on = office_day(at)
    rules.check_family_allowed(since=family_since(), on=on)
    check_reason(letter.reason)
    code = rules.errand_of(letter.code)
    row = lock_job(job)
    check_job_step(state=JobState(row.state), to=JobState.ISSUED)
    collector = _collector(row, nik=letter.nik, on=on)
    recording = recordings.find_record_of(collector)
    if recording is None:
        raise RuleBroken("collector_not_recorded")
    verdict = enrolment.verify_holder(record=recording.uuid, samples=samples, actor=actor, at=at)
    against = CODES[str(verdict.decision)]
    if against:
        audit("cards.family.not_matched", actor=actor, at=at, **about(row, str(collector)), code=against)
        return Comparison(row, issued=False, code=against)
    Waiver.objects.create(
        job=row,
        area_code=row.area_code,
        code=code,
        reason=letter.reason.strip(),
        photo=keep_photo(letter.photo),
        collector=collector,
        witnesses=[],
        asked_by=actor,
        asked_at=at,
    )
    audit("cards.family.collected", actor=actor, at=at, **about(row, str(collector)), why=code)
    return Comparison(issue(row, matched=True, actor=actor, at=at), issued=True)


def _collector(row: PrintJob, *, nik: str, on: date) -> UUID:
    """The register's id of the relative."""
    if row.visit is not None:
        raise RuleBroken("card_of_a_guest")
    holder = registry.get_resident(row.resident)
    found = registry.find_by_nik(nik)
    if found is None:
        raise RuleBroken("collector_not_of_family")
    rules.check_collector(
        same_family=found.kk == holder.kk,
        is_holder=found.uuid == holder.uuid,
        born=found.birth_date,
        is_active=found.status == Status.ACTIVE,
        on=on,
    )
    return found.uuid
