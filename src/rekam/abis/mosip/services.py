"""MOSIP's door: a message is answered at once, or taken in and done in the order in which it came.

One worker does one message at a time, so that an identify finds all that was inserted before it. Everything a
message changes and its answer are one transaction: after a kill it is done again from its beginning.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from rekam.abis import services as abis
from rekam.abis.finger_extractor import finger_extractor
from rekam.abis.mosip import answers, queries, rules
from rekam.abis.mosip.answers import Answer
from rekam.abis.mosip.manual import questions
from rekam.abis.mosip.manual import rules as manual
from rekam.abis.mosip.models import Message, Reference
from rekam.abis.mosip.rules import Failed, Failure, Kind, Request, step_of
from rekam.abis.mosip.taking import finish, take_in
from rekam.abis.one_at_a_time import alone
from rekam.abis.tally import count
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq

if TYPE_CHECKING:
    from rekam.abis.mosip.opening import PartnerKey
    from rekam.abis.mosip.shares import Share
    from rekam.abis.reading import Body

ACTOR: Final = "mosip"
MOST_TRIES: Final = 5
LINE: Final = "mosip"
KILLED: Final = "worker_killed"
# Beginnings of codes that tell of this machine, not of a message: then everything waits.
OUR_FAULT: Final = ("vault_", "keys_", "weights_", "gallery_")
log = logging.getLogger(__name__)

# What the reading says of an image; anything else is the document's fault.
PROBLEMS: Final = {
    "nothing_extracted": Failure.QUALITY,
    "position_contradicts_record": Failure.NO_DATA,
    "compression_needs_wsq": Failure.INTERNAL,
}


@dataclass(frozen=True)
class Partner:
    """What it takes to read MOSIP's data share.

    key  None = nothing can be opened
    """

    share: "Share"
    key: "PartnerKey | None"


def take(message: object, *, at: datetime) -> Answer | None:
    """The answer to a message, or None where it is done in its turn; a repeat gives the answer again.

    message  JSON as Python's values, whatever they are
    Raises RuleBroken("mosip_queue_full").
    """
    if manual.is_ours(message):
        return questions.take(message, at=at)
    try:
        request = rules.read(message)
    except Failed as broken:
        kind, request_id = rules.echo(message, "id"), rules.echo(message, "requestId")
        return answers.failed(broken.failure, kind=kind, request_id=request_id, at=at)
    if request.kind is Kind.PING:
        return answers.done(request, at=at)
    if request.kind is Kind.PENDING_JOBS:
        return answers.counted(request, queries.count_waiting(), at=at)
    if request.kind is Kind.REFERENCE_COUNT:
        return answers.counted(request, queries.count_references(), at=at)
    return _take_in(request, at=at)


def _take_in(request: Request, *, at: datetime) -> Answer | None:
    return take_in(
        request_id=request.request_id, kind=request.kind, said=request, asked=_asked(request), at=at
    )


def do_next(*, partner: Partner, clock: Callable[[], datetime]) -> bool:
    """Do the oldest message that waits; False where none does, or another process is doing one.

    A message that ended this process MOST_TRIES times is answered as aborted.
    Raises RuleBroken where this machine is at fault (a medium is away): the message waits.
    """
    with alone() as mine:
        row = queries.waiting().first() if mine else None
        if row is None:
            return False
        row.tries += 1
        row.save(update_fields=["tries"])  # before the work: what kills the process must not do so for ever
        try:
            if row.tries > MOST_TRIES:
                _give_up(row, Failure.ABORTED, code=KILLED, at=clock())
                return True
            _do(row, partner=partner, clock=clock)
            count(LINE, step_of(row.kind), at=clock())
        except Failed as broken:
            _fail(row, broken.failure, at=clock())
        except RuleBroken as broken:
            log.warning("a message of MOSIP's is not done: %s", broken.code)
            if broken.code.startswith(OUR_FAULT):
                Message.objects.filter(pk=row.pk).update(tries=row.tries - 1)
                raise
            _give_up(row, Failure.INTERNAL, code=broken.code, at=clock())
        return True


def _do(row: Message, *, partner: Partner, clock: Callable[[], datetime]) -> None:
    if row.kind == rules.ADJUDICATE:
        questions.put_before_people(row, partner=partner, clock=clock)
        return
    request = _request(row)
    DOING[request.kind](row, request, partner=partner, clock=clock)


def send_again(*, actor: str, at: datetime, request_id: str = "") -> int:
    """Do messages again that were given up for our own fault, in their order: one, or all; how many.

    MOSIP gets a second answer to the same request id. What a message did is one transaction with its answer,
    so one that was given up did nothing: doing it again makes no second record.
    """
    with transaction.atomic():
        rows = queries.given_up().select_for_update()
        chosen = list(rows.filter(request_id=request_id) if request_id else rows)
        for row in chosen:
            row.answer = row.answered_at = row.taken_at = None
            row.tries, row.given_up = 0, ""
            row.save(update_fields=["answer", "answered_at", "taken_at", "tries", "given_up"])
        if chosen:
            audit("abis.mosip.sent_again", actor=actor, at=at, purpose=Purpose.SYSTEM, messages=len(chosen))
    return len(chosen)


def take_answer(request_id: str, *, at: datetime) -> bool:
    """MOSIP has an answer; False where there is none to this request id. Repeating it changes nothing."""
    rows = Message.objects.filter(request_id=request_id, answered_at__isnull=False)
    if not rows.exists():
        return False
    rows.filter(taken_at=None).update(taken_at=at)
    return True


def _insert(row: Message, request: Request, *, partner: Partner, clock: Callable[[], datetime]) -> None:
    from rekam.abis.mosip.opening import open_share
    from rekam.abis.mosip.records import records_of
    from rekam.abis.reading import read_body

    if queries.find_subject(request.reference) is not None:
        raise Failed(Failure.REFERENCE_EXISTS)
    closed = partner.share.fetch(request.url)
    if partner.key is None:
        raise Failed(Failure.NO_DATA)
    found = records_of(open_share(closed, key=partner.key))
    body = read_body(found.images, extractor=finger_extractor(), wsq=read_wsq)
    _check(body)
    samples = abis.keep_samples(found.images)
    subject, at = uuid.uuid4(), clock()
    with transaction.atomic():
        abis.admit(
            subject=subject, samples=samples, missing=found.missing, captured_on=found.captured_on, at=at
        )
        keep_record(request.reference, subject=subject, body=body, actor=ACTOR, at=at)
        finish(row, answers.done(request, at=at), at=at)


def keep_record(reference: str, *, subject: uuid.UUID, body: "Body", actor: str, at: datetime) -> None:
    """Keep under MOSIP's reference a body whose samples were admitted; within a transaction.

    Raises IntegrityError where the reference is in use.
    """
    Reference.objects.create(reference=reference, subject=subject, at=at)
    abis.enrol(subject=subject, at=at, template=body.template, qualities=body.qualities)
    audit("abis.mosip.inserted", actor=actor, at=at, subjects=[str(subject)], purpose=Purpose.SYSTEM)


def _check(body: "Body") -> None:
    for code in body.problems.values():
        log.warning("an image of MOSIP's cannot be read: %s", code)
        raise Failed(PROBLEMS.get(code, Failure.CBEFF))


def _identify(row: Message, request: Request, *, partner: Partner, clock: Callable[[], datetime]) -> None:  # noqa: ARG001
    from rekam.abis.mosip.searching import parameters_for, search

    own = queries.find_subject(request.reference)
    known = queries.subjects_of(request.gallery)
    if own is None or len(known) != len(request.gallery):
        raise Failed(Failure.REFERENCE_UNKNOWN)
    only = known.values() if request.gallery else None
    probe = abis.template_of(own)
    found = search(probe, own=own, only=only, parameters=parameters_for(request.fpir))
    best, at = found[: request.most_results], clock()
    touched = [own, *queries.subjects_of([one.reference for one in best]).values()]
    with transaction.atomic():
        audit(
            "abis.mosip.searched",
            actor=ACTOR,
            at=at,
            subjects=[str(subject) for subject in touched],
            purpose=Purpose.SYSTEM,
            found=len(found),
        )
        finish(row, answers.identified(request, best, at=at), at=at)


def _delete(row: Message, request: Request, *, partner: Partner, clock: Callable[[], datetime]) -> None:  # noqa: ARG001
    at = clock()
    with transaction.atomic():
        reference = Reference.objects.filter(reference=request.reference, deleted_at=None).first()
        if reference is None:
            raise Failed(Failure.REFERENCE_UNKNOWN)
        reference.deleted_at = at
        reference.save(update_fields=["deleted_at"])
        abis.remove(subject=reference.subject, at=at)
        audit(
            "abis.mosip.deleted",
            actor=ACTOR,
            at=at,
            subjects=[str(reference.subject)],
            purpose=Purpose.SYSTEM,
        )
        finish(row, answers.done(request, at=at), at=at)


DOING: Final = {Kind.INSERT: _insert, Kind.IDENTIFY: _identify, Kind.DELETE: _delete}


def _fail(row: Message, failure: Failure, *, at: datetime) -> None:
    finish(row, answers.failed(failure, kind=row.kind, request_id=row.request_id, at=at), at=at)


def _give_up(row: Message, failure: Failure, *, code: str, at: datetime) -> None:
    """Answer with our own fault, and keep what was asked: somebody sends it again."""
    row.answer = answers.failed(failure, kind=row.kind, request_id=row.request_id, at=at)
    row.answered_at, row.given_up = at, code
    row.save(update_fields=["answer", "answered_at", "given_up"])


def _asked(request: Request) -> dict[str, object]:
    return {
        "reference": request.reference,
        "url": request.url,
        "gallery": list(request.gallery),
        "most_results": request.most_results,
        "fpir": request.fpir,
    }


def _request(row: Message) -> Request:
    told = dict(row.asked)
    return Request(
        kind=Kind(row.kind), request_id=row.request_id, **told | {"gallery": tuple(told["gallery"])}
    )
