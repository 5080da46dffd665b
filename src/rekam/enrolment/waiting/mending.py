"""Putting right by itself what needs no decision; a repeat changes nothing."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rekam.enrolment import comparing, services, waking
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.opening import ACTOR
from rekam.enrolment.rules import Mover, Status
from rekam.enrolment.waiting import disagreements as rules
from rekam.enrolment.waiting.checking import find, is_asked
from rekam.enrolment.waiting.disagreements import Disagreement
from rekam.enrolment.waiting.services import take_on
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.installation import office_day
from rekam.registry import services as registry

log = logging.getLogger(__name__)


def mend(*, at: datetime) -> Mapping[Disagreement, int]:
    """Mend what may be mended without asking, in every area; how many of each kind.

    One that cannot be mended blocks no other: it is logged and stays in the list.
    """
    done: Counter[Disagreement] = Counter()
    for kind in filter(is_asked, rules.MENDED):
        with scope(EVERYWHERE):
            rows: list[Record | Packet] = [*find(kind, at=at)]
        done[kind] = sum(_tried(kind, row, at=at) for row in rows)
    return {kind: count for kind, count in done.items() if count}


def _tried(kind: Disagreement, row: Record | Packet, *, at: datetime) -> bool:
    try:
        if isinstance(row, Packet):
            _queue("open", row)
            return True
        return _MENDERS[kind](row, at)
    except Exception:  # the edge of the process: logged, and it stays in the list
        log.exception("%s of %s could not be mended", kind, row)
        return False


def _queue(stage: str, packet: Packet) -> None:
    with scope(EVERYWHERE):
        waking.wake(stage, packet.uuid)


def _queue_again(row: Record, _at: datetime) -> bool:
    _queue(rules.STAGE_OF[Status(row.state)], row.packet)
    return True


def go_on(row: Record, at: datetime) -> bool:
    """Take on a recording that stands between two steps; what cannot be read is a failure an office sees."""
    if row.state != Status.BIO_CAPTURED and not comparing.read_again(row, at=at):
        give_up_body(row, at=at, code="too_little_to_search")
        return True
    with scope(EVERYWHERE), transaction.atomic():
        if row.state == Status.BIO_CAPTURED:
            take_on(row, at=at)
            return True
        if row.state == Status.SENT_FOR_ENROLLMENT:
            _step(row, to=Status.RECEIVED_AT_CENTRAL, at=at)
        _step(row, to=Status.SENT_FOR_DEDUP, at=at)
        waking.wake("search", row.packet.uuid)
    return True


def give_up_body(row: Record, *, at: datetime, code: str) -> None:
    """A body that cannot be read: ENROLL_FAILURE_AT_CENTRAL, by the steps that lie between."""
    with scope(EVERYWHERE), transaction.atomic():
        between = [Status.PROCESSING, Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL]
        for status in between[between.index(Status(row.state)) + 1 :]:
            _step(row, to=status, at=at)
        _step(row, to=Status.ENROLL_FAILURE_AT_CENTRAL, at=at, code=code)


def _give_up_search(row: Record, at: datetime) -> bool:
    with scope(EVERYWHERE):
        _step(row, to=Status.SEARCH_FAILURE_AT_CENTRAL, at=at, code="search_not_finished")
    return True


def _step(row: Record, *, to: Status, at: datetime, **facts: Any) -> None:
    services.move(record=row.uuid, to=to, by=Mover.PIPELINE, actor=ACTOR, at=at, **facts)


def _settle(row: Record, at: datetime) -> bool:
    return comparing.settle(row, at=at)


def _register_follows(row: Record, at: datetime) -> bool:
    if row.resident is None:
        return False
    with scope(EVERYWHERE):
        registry.set_ektp_status(
            resident=row.resident,
            status=row.state,
            on=office_day(row.state_since),
            actor=ACTOR,
            at=at,
            recorded_on=row.captured_on,
        )
    return True


_MENDERS: Mapping[Disagreement, Callable[[Record, datetime], bool]] = {
    Disagreement.NO_JOB: _queue_again,
    Disagreement.JOB_FAILED: _queue_again,
    Disagreement.NOT_TAKEN_ON: go_on,
    Disagreement.SEARCH_STUCK: _give_up_search,
    Disagreement.BODY_MISSING: lambda row, at: comparing.read_again(row, at=at),
    Disagreement.CASE_MISSING: lambda row, at: comparing.open_cases_again(row, at=at),
    Disagreement.DECISION_WAITS: _settle,
    Disagreement.REGISTER_BEHIND: _register_follows,
}
