"""Sending again what was given up, and running a stage again. Twice is as once."""

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import pipeline, waking
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.enrolment.operations import attempts, queries, stuck
from rekam.enrolment.operations.checking import help_on
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import kind_of
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import services as waiting
from rekam.enrolment.waiting.rules import Remedy
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken

log = logging.getLogger(__name__)
AT_ONCE = 1_000
# What an office's button does where a stage has ended in a failure: the same move, with its line.
_AFTER_FAILURE = {
    ("extract", Status.ENROLL_FAILURE_AT_CENTRAL): Remedy.RESEND,
    ("extract", Status.ENROLL_FAILURE_AT_REGIONAL): Remedy.RESEND,
    ("search", Status.SEARCH_FAILURE_AT_CENTRAL): Remedy.SEARCH_AGAIN,
}
WHY_AGAIN = "Tahap diulang dengan perintah."


class Became(StrEnum):
    """What came of running a stage again."""

    DONE = "done"
    NOTHING_TO_DO = "nothing_to_do"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Ran:
    """One packet's stage that was run again; `why` the kind of failure, "" where it did not fail."""

    packet: uuid.UUID
    became: Became
    why: str = ""


@transaction.atomic
def send_again(*, letter: uuid.UUID, actor: str, at: datetime) -> Attempt:
    """Let a dead letter of the scope be tried again by the worker; a repeat is a no-op.

    Raises RuleBroken("not_found").
    """
    row = Attempt.objects.select_for_update().filter(uuid=letter).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.dead_at is not None:
        with scope(EVERYWHERE):  # its packet may be of a station elsewhere
            _send(row, actor=actor, at=at)
    return row


@transaction.atomic
def send_all_again(*, actor: str, at: datetime, stage: str = "", reason: str = "") -> int:
    """The same of all dead letters of every area, of a stage and a reason, at most AT_ONCE; how many."""
    with scope(EVERYWHERE):  # it decides nothing about anybody, and shows nobody
        rows = list(queries.dead_of(stage=stage, reason=reason).select_for_update()[:AT_ONCE])
        for row in rows:
            _send(row, actor=actor, at=at)
    return len(rows)


def _send(row: Attempt, *, actor: str, at: datetime) -> None:
    reason = row.reason
    attempts.revive(row)
    waking.wake(row.stage, row.packet.uuid)
    _tell(row.stage, row.packet.uuid, actor=actor, at=at, reason=reason)


def find_packet(text: str) -> uuid.UUID:
    """The packet that a recording's or its own id names. Raises RuleBroken("not_found")."""
    try:
        named = uuid.UUID(text)
    except ValueError as wrong:
        raise RuleBroken("not_found") from wrong
    with scope(EVERYWHERE):
        row = Record.objects.filter(uuid=named).select_related("packet").first()
        counts = (
            row.packet
            if row
            else Packet.objects.filter(uuid=named).exclude(state=PacketState.REFUSED).first()
        )
    if counts is None:
        raise RuleBroken("not_found")
    return counts.uuid


def dead_packets(*, stage: str, reason: str = "") -> Sequence[uuid.UUID]:
    """The packets whose stage is given up, the longest dead first."""
    with scope(EVERYWHERE):
        rows = queries.dead_of(stage=stage, reason=reason)
        return list(rows.values_list("packet__uuid", flat=True))


def run_again(stage: str, packet: uuid.UUID, *, actor: str, at: datetime) -> Ran:
    """Run one stage of a packet now, given up or not; what has passed the stage is left as it is.

    A stage looks at the state again under a lock before it changes anything, and what it makes is named by
    the packet or the body: twice gives no second recording, search, case or card.
    A recording that ended in the stage's own failure is sent on as by its button, three times at most.
    """
    with scope(EVERYWHERE):
        Attempt.objects.filter(packet__uuid=packet, stage=stage).update(tries=0, dead_at=None)
        _tell(stage, packet, actor=actor, at=at, reason="")
    try:
        _after_failure(stage, packet, actor=actor, at=at)
        done = pipeline.run(stage, packet, at=at)
    except RuleBroken as broken:
        return Ran(packet=packet, became=Became.FAILED, why=broken.code)
    except Exception as broken:  # noqa: BLE001 - the edge of the process: written down by the pipeline
        log.warning("stage %s of packet %s failed again: %s", stage, packet, kind_of(broken))
        return Ran(packet=packet, became=Became.FAILED, why=kind_of(broken))
    return Ran(packet=packet, became=Became.DONE if done else Became.NOTHING_TO_DO)


def _after_failure(stage: str, packet: uuid.UUID, *, actor: str, at: datetime) -> None:
    with scope(EVERYWHERE):
        row = Record.objects.filter(packet__uuid=packet).first()
        remedy = _AFTER_FAILURE.get((stage, Status(row.state))) if row is not None else None
        if row is not None and remedy is not None:
            waiting.ask(record=row.uuid, remedy=remedy, why=WHY_AGAIN, actor=actor, at=at)


def help_stuck(
    *, actor: str, at: datetime, told: Callable[[stuck.Stuck, bool], None] = lambda _one, _done: None
) -> int:
    """Do what helps for all stuck recordings of every area; how many moved on.

    told   hears each, and whether it moved on
    """
    with scope(EVERYWHERE):
        found = stuck.find_stuck(at=at, most=AT_ONCE)
    moved = 0
    for one in found:
        done = help_on(one, actor=actor, at=at)
        told(one, done)
        moved += done
    return moved


def _tell(stage: str, packet: uuid.UUID, *, actor: str, at: datetime, reason: str) -> None:
    audit(
        "enrolment.stage_sent_again",
        actor=actor,
        at=at,
        subjects=[str(packet)],
        purpose=Purpose.SYSTEM,
        case=str(packet),
        stage=stage,
        reason=reason,
    )
