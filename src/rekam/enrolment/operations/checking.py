"""The worker's own look: lost jobs freed, queues noted, stuck recordings sent again or shown."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from django.db import transaction

from rekam.abis import services as abis
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import pipeline, services, waking
from rekam.enrolment.models import Record
from rekam.enrolment.operations import attempts, jobs, queries, stuck
from rekam.enrolment.operations.attempts import ACTOR
from rekam.enrolment.operations.rules import Cause, kind_of
from rekam.enrolment.operations.stuck import Stuck
from rekam.enrolment.rules import Mover, Status
from rekam.enrolment.waiting import mending
from rekam.enrolment.waiting.disagreements import STAGE_OF
from rekam.kernel.database import EVERYWHERE, scope

log = logging.getLogger(__name__)


def note_queues(*, at: datetime) -> None:
    """Write down how many wait for each stage, so that a page can say whether they grow."""
    with scope(EVERYWHERE):
        waiting = {one.stage: one.count for one in queries.queues(at=at)}
    abis.note_waiting(abis.OFFICE, waiting, at=at)
    abis.forget_tally(at=at)


def check(*, at: datetime) -> Mapping[Cause, int]:
    """Free jobs of workers that are gone, find what stands too long, in every area, and do what helps.

    What a repeat mends is sent again; a NIK that is at the centre already, and a body without images, go to
    where an office works; the rest stays and is shown with its cause. How many were moved on, by cause. A
    repeat changes nothing.
    """
    if jobs.free_lost(at=at):
        pipeline.wake_waiting()
    with scope(EVERYWHERE):
        found = stuck.find_stuck(at=at)
    done = Counter(one.cause for one in found if help_on(one, actor=ACTOR, at=at))
    return dict(done)


def help_on(one: Stuck, *, actor: str, at: datetime) -> bool:
    """Do what helps one stuck recording; False where nothing does but a person, or where it failed again.

    One that fails blocks no other: it is written down as a try of its stage, and shown.
    """
    act = _ACTS.get(one.cause)
    packet, stage = one.record.packet.uuid, STAGE_OF.get(Status(one.record.state), "extract")
    if act is None or not _done(act, one, stage=stage, at=at):
        return False
    with scope(EVERYWHERE):
        audit(
            "enrolment.stuck_moved_on",
            actor=actor,
            at=at,
            subjects=[str(one.record.uuid)],
            purpose=Purpose.SYSTEM,
            case=str(packet),
            cause=str(one.cause),
            stood_at=one.record.state,
        )
    return True


def _done(act: Callable[[Record, datetime], None], one: Stuck, *, stage: str, at: datetime) -> bool:
    packet = one.record.packet.uuid
    if one.cause is Cause.TASK_LOST:  # only a wake-up: the tries of the stage itself are counted by its run
        act(one.record, at)
        return True
    if not attempts.begin(stage, packet, at=at):
        return False
    try:
        act(one.record, at)
    except Exception as broken:  # noqa: BLE001 - the edge of the process: written down, and shown
        log.warning("recording %s stays: %s", one.record.uuid, kind_of(broken))
        attempts.fail(stage, packet, broken, at=at)
        return False
    attempts.end(stage, packet)
    return True


def _wake(row: Record, _at: datetime) -> None:
    with scope(EVERYWHERE):
        waking.wake(STAGE_OF[Status(row.state)], row.packet.uuid)


def _take_over(row: Record, at: datetime) -> None:
    pipeline.STAGES["search"](row.packet.uuid, at=at)


def _go_on(row: Record, at: datetime) -> None:
    mending.go_on(row, at)


def _ask_office(row: Record, at: datetime) -> None:
    """REQUEST_VALIDATION by the steps that lie between: an office decides which recording counts."""
    step = partial(services.move, record=row.uuid, by=Mover.PIPELINE, actor=ACTOR, at=at)
    with scope(EVERYWHERE), transaction.atomic():
        way = [Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL, Status.SENT_FOR_DEDUP]
        if row.state != Status.BIO_CAPTURED:
            for status in way[way.index(Status(row.state)) + 1 :]:
                step(to=status)
        step(to=Status.REQUEST_VALIDATION, code=str(Cause.NIK_AT_CENTRE))


def _no_images(row: Record, at: datetime) -> None:
    if row.state == Status.BIO_CAPTURED:
        mending.go_on(row, at)  # what the register says comes first
        return
    mending.give_up_body(row, at=at, code=str(Cause.SAMPLES_LOST))


_ACTS: Mapping[Cause, Callable[[Record, datetime], None]] = {
    Cause.TASK_LOST: _wake,
    Cause.RESULT_NOT_TAKEN: _take_over,
    Cause.SEARCH_NEVER_RAN: _go_on,
    Cause.BODY_NOT_READ: _go_on,
    Cause.NIK_AT_CENTRE: _ask_office,
    Cause.SAMPLES_LOST: _no_images,
}
