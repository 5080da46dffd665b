"""What an office does about a recording that stands still: each a line in its submissions."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import services, validation, waking
from rekam.enrolment.models import Record
from rekam.enrolment.opening import ACTOR
from rekam.enrolment.queries import about
from rekam.enrolment.rules import Mover, Status
from rekam.enrolment.waiting import queries, rules
from rekam.enrolment.waiting.disagreements import IN_SIAK
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.noting import NOBODY, Owners, note
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry import services as registry_services
from rekam.registry.ladder import UNREGISTERED
from rekam.registry.rules import Status as Residence

# After these the person has to be recorded anew; the others have a recording that counts.
NOT_RECORDED_ANY_MORE = (Reason.RECORD_AGAIN, Reason.WRONG_PERSON, Reason.OPERATORS_BODY)


@transaction.atomic
def ask(
    *,
    record: uuid.UUID,
    remedy: Remedy,
    why: str,
    actor: str,
    at: datetime,
    reason: str = "",
    owners: Owners = NOBODY,
) -> Submission:
    """Ask something for a recording: done at once, or when a second person agrees.

    why      what was looked at, 10 to 200 letters
    reason   of setting aside, a `Reason`; otherwise ""
    owners   whose parts they are, of a salah rekam; of anything else they are not kept
    Raises RuleBroken("not_found" | "submission_why_missing" | "submission_reason_missing"), and the codes of
    `rules.check_remedy`, `services.move` and `check_keeps`.
    """
    row = _locked(record)
    if remedy not in _DO:
        raise RuleBroken("remedy_not_offered", status=row.state, remedy=str(remedy))
    rules.check_remedy(remedy, of=queries.standing_of(row))
    told, chosen = rules.check_why(why), rules.check_reason(reason, remedy=remedy)
    if remedy is Remedy.KEEP:
        check_keeps(row)
    whose = owners if chosen == Reason.WRONG_PERSON else NOBODY
    asked = note(
        row, remedy=remedy, status=row.state, actor=actor, at=at, why=told, reason=chosen, owners=whose
    )
    _tell("asked", asked, actor=actor, at=at)
    if asked.agreed:
        _carry_out(asked, actor=actor, at=at)
    return asked


@transaction.atomic
def decide(*, submission: uuid.UUID, agreed: bool, actor: str, at: datetime, answer: str = "") -> Submission:
    """Agree to a submission and carry it out, or refuse it and let the recording stand.

    answer   the second person's words, where there are any
    Raises RuleBroken("not_found" | "submission_decided"), "four_eyes" for who asked or recorded, and what
    `ask` raises of a recording that has moved since.
    """
    row = Submission.objects.select_for_update().filter(uuid=submission).first()
    if row is None or row.record is None:
        raise RuleBroken("not_found")
    if row.agreed is not None:
        raise RuleBroken("submission_decided")
    for other in (row.asked_by, row.record.officer):
        check_four_eyes(entered_by=other, decided_by=actor)
    row.agreed, row.decided_by, row.decided_at, row.answer = agreed, actor, at, answer.strip()
    row.save(update_fields=["agreed", "decided_by", "decided_at", "answer"])
    _tell("agreed" if agreed else "refused", row, actor=actor, at=at)
    if agreed:
        rules.check_remedy(Remedy(row.remedy), of=queries.standing_of(_locked(row.record.uuid)))
        _carry_out(row, actor=actor, at=at)
    return row


def find_hindrance(asked: Submission) -> str:
    """The code of what stands against carrying out now what waits for a second person; "" = nothing.

    Raises ValueError for a submission without a recording: those wait for nobody.
    """
    if asked.record is None:
        raise ValueError("a submission without a recording waits for nobody")
    try:
        rules.check_remedy(
            Remedy(asked.remedy), of=replace(queries.standing_of(asked.record), has_open=False)
        )
        if asked.remedy == Remedy.KEEP:
            check_keeps(asked.record)
    except RuleBroken as broken:
        return broken.code
    return ""


@transaction.atomic
def note_at_centre(*, resident: uuid.UUID, why: str, actor: str, at: datetime) -> Submission:
    """Write down that the centre was asked to mend a recording that stands in SIAK; nothing moves here.

    Raises RuleBroken("not_found" | "submission_why_missing"), "remedy_not_offered" for a status of which
    nobody asks the centre anything.
    """
    person = registry.get_resident(resident)
    if person.ektp_status not in IN_SIAK:
        raise RuleBroken("remedy_not_offered", status=person.ektp_status, remedy=str(Remedy.AT_CENTRE))
    asked = Submission.objects.create(
        resident=person.uuid,
        area_code=person.area_code,
        remedy=Remedy.AT_CENTRE,
        status=person.ektp_status,
        why=rules.check_why(why),
        asked_by=actor,
        asked_at=at,
        agreed=True,
        decided_by=actor,
        decided_at=at,
    )
    _tell("asked", asked, actor=actor, at=at)
    return asked


@transaction.atomic
def forget_words(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget the words of submissions that were decided before that moment; their ids.

    What remains: what was asked of which recording, its coded reason, who asked and decided, and when.
    """
    rows = Submission.objects.filter(decided_at__lt=before).exclude(why="", answer="")
    gone = [str(uuid) for uuid in rows.order_by("pk").values_list("uuid", flat=True)]
    if not dry_run:
        rows.update(why="", answer="")
    return gone


def check_keeps(record: Record) -> None:
    """Refuse to let a double count while the other one does.

    The other NIK is out of use in the register, or its recording was set aside, before this one is kept.
    Raises RuleBroken("other_still_counts").
    """
    named = queries.other_of(record)
    if named is None:
        return
    with scope(EVERYWHERE):  # the other one may be of another office; nothing of it is shown
        other = Record.objects.filter(uuid=named, set_aside=False).first()
        people = registry.residents_by_id([other.resident]) if other and other.resident else []
    if other is not None and all(one.status == Residence.ACTIVE for one in people):
        raise RuleBroken("other_still_counts")


def take_on(row: Record, *, at: datetime) -> None:
    """Send on a recording that stands at BIO_CAPTURED, if the register still says nothing against it."""
    _, _, question = validation.question_of(row)
    move = partial(services.move, record=row.uuid, by=Mover.PIPELINE, actor=ACTOR, at=at)
    if question:
        move(to=Status.REQUEST_VALIDATION, code=question)
        return
    move(to=Status.PROCESSING)
    waking.wake("extract", row.packet.uuid)


def _resend(asked: Submission, row: Record, *, actor: str, at: datetime) -> None:
    _move(row, asked=asked, actor=actor, at=at)
    take_on(row, at=at)


def _search_again(asked: Submission, row: Record, *, actor: str, at: datetime) -> None:
    _move(row, asked=asked, actor=actor, at=at)
    waking.wake("search", row.packet.uuid)


def _keep(asked: Submission, row: Record, *, actor: str, at: datetime) -> None:
    check_keeps(row)
    _move(row, asked=asked, actor=actor, at=at)


def _set_aside(asked: Submission, row: Record, *, actor: str, at: datetime) -> None:
    followed = row.leading
    row.set_aside, row.leading = True, False
    row.save(update_fields=["set_aside", "leading"])
    if (
        followed
        and row.resident is not None
        and asked.reason in NOT_RECORDED_ANY_MORE
        and registry_services.ladder_is_ours()
    ):
        registry_services.set_ektp_status(
            resident=row.resident, status=UNREGISTERED, on=office_day(at), actor=actor, at=at
        )


def _move(row: Record, *, asked: Submission, actor: str, at: datetime) -> None:
    to = rules.MAKES[Remedy(asked.remedy)]
    services.move(record=row.uuid, to=to, by=Mover.OFFICE, actor=actor, at=at, submission=str(asked.uuid))


_DO: Mapping[Remedy, Callable[..., None]] = {
    Remedy.RESEND: _resend,
    Remedy.SEARCH_AGAIN: _search_again,
    Remedy.KEEP: _keep,
    Remedy.SET_ASIDE: _set_aside,
}


def _carry_out(asked: Submission, *, actor: str, at: datetime) -> None:
    if asked.record is None:
        raise ValueError("a submission without a recording is carried out elsewhere")
    _DO[Remedy(asked.remedy)](asked, _locked(asked.record.uuid), actor=actor, at=at)


def _locked(record: uuid.UUID) -> Record:
    row = Record.objects.select_for_update().filter(uuid=record).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _tell(what: str, asked: Submission, *, actor: str, at: datetime) -> None:
    if asked.record is not None:
        whose = Owners(body=asked.of_body, face=asked.of_face).known
        told = about(asked.record, purpose=Purpose.RECORDING, more=whose)
        subjects, case = told["subjects"], told["case"]
    else:
        subjects, case = [str(asked.resident)], str(asked.uuid)
    audit(
        f"enrolment.submission_{what}",
        actor=actor,
        at=at,
        subjects=subjects,
        purpose=Purpose.RECORDING,
        case=case,
        remedy=asked.remedy,
        reason=asked.reason,
    )
