"""The stages of a recording in order, what waits for each, and running them.

What is to be done is read from the state of packets and recordings, never from a list of jobs: a worker
that was killed between two stages, or a job that was lost, changes nothing about what waits.
"""

import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import timezone

from rekam.abis import queries as abis
from rekam.abis import services as bodies
from rekam.enrolment import comparing, uploads, waking
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.enrolment.opening import open_stage
from rekam.enrolment.operations import attempts
from rekam.enrolment.operations.rules import kind_of
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope

log = logging.getLogger(__name__)
Stage = Callable[..., bool]

STAGES: Mapping[str, Stage] = {
    "open": open_stage,
    "extract": comparing.extract_stage,
    "search": comparing.search_stage,
}


def run(stage: str, packet: uuid.UUID, *, at: datetime | None = None) -> bool:
    """Run one stage of a packet; False when there was nothing to do, or the stage is given up.

    Each try is written down before the work and what came of it after. Raises what the stage raises, unless
    this was its last try.
    """
    moment = at or timezone.now()
    if not attempts.begin(stage, packet, at=moment):
        return False
    try:
        done = STAGES[stage](packet, at=moment)
    except Exception as broken:  # written down whatever it is; raised again, or given up
        log.warning("stage %s of packet %s: %s", stage, packet, kind_of(broken))
        if attempts.fail(stage, packet, broken, at=moment):
            return False
        raise
    attempts.end(stage, packet)
    if done:
        bodies.count_done(bodies.OFFICE, stage, at=moment)
    return done


def waiting(stage: str, *, limit: int) -> list[uuid.UUID]:
    """The packets that wait for a stage, the longest waiting first; dead letters wait for a person."""
    with scope(EVERYWHERE):
        if stage == "open":
            rows = Packet.objects.filter(~attempts.is_dead("pk", stage=stage), state=PacketState.RECEIVED)
            rows = rows.order_by("received_at", "pk")
            return list(rows.values_list("uuid", flat=True)[:limit])
        state = Status.PROCESSING if stage == "extract" else Status.SENT_FOR_DEDUP
        found = Record.objects.filter(~attempts.is_dead("packet", stage=stage), state=state)
        found = found.order_by("state_since", "pk")
        return list(found.values_list("packet__uuid", flat=True)[:limit])


def run_waiting(limit: int = 100) -> int:
    """Do in this process all that waits, stage by stage, up to `limit` packets each; how many were done.

    One packet that fails blocks no other: it is logged and goes on waiting.
    """
    done = 0
    for stage in STAGES:
        for packet in waiting(stage, limit=limit):
            done += _tried(stage, packet)
    return done + settle_adjudicated()


def settle_adjudicated(limit: int = 100) -> int:
    """Take over what adjudicators decided since; how many recordings moved."""
    with scope(EVERYWHERE):
        rows = list(Record.objects.filter(state=Status.ADJUDICATE_RECORD).order_by("state_since")[:limit])
        decided = abis.decided_probes([row.subject for row in rows])
    return sum(comparing.settle(row, at=timezone.now()) for row in rows if row.subject in decided)


def wake_waiting(limit: int = 500) -> int:
    """Queue again whatever waits, and judge uploads that a crash left between whole and packet."""
    uploads.finish_waiting(at=timezone.now())
    count = 0
    for stage in STAGES:
        for packet in waiting(stage, limit=limit):
            with scope(EVERYWHERE):
                waking.wake(stage, packet)
            count += 1
    return count


def _tried(stage: str, packet: uuid.UUID) -> bool:
    try:
        return run(stage, packet)
    except Exception:  # the edge of the process: logged, and the packet waits
        log.exception("stage %s of packet %s failed; it waits", stage, packet)
        return False
