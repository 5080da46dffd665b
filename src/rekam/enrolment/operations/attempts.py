"""Writing down that a stage begins, that it failed and why, and that it ended well."""

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import MOST_TRIES, OF_MACHINE, Reason, kind_of, reason_of
from rekam.kernel.database import EVERYWHERE, scope

ACTOR = "pipeline"


def begin(stage: str, packet: uuid.UUID, *, at: datetime) -> bool:
    """Count a try before the work, so that what ends the process is counted too; False for a dead letter.

    A packet that ended the process so often that its tries are used up dies here, without another try.
    """
    with scope(EVERYWHERE):
        of = Packet.objects.filter(uuid=packet).exclude(state=PacketState.REFUSED).first()
        if of is None:
            return True  # the stage itself says that there is nothing
        row, _ = Attempt.objects.select_for_update().get_or_create(
            packet=of, stage=stage, defaults={"begun_at": at, "area_code": _area(of)}
        )
        if row.dead_at is not None:
            return False
        if row.tries >= MOST_TRIES:
            _failed(row, reason=row.reason or Reason.WORKER_KILLED, kind=row.kind or "process_ended", at=at)
            return False
        row.tries, row.begun_at = row.tries + 1, at
        row.save(update_fields=["tries", "begun_at"])
    return True


def end(stage: str, packet: uuid.UUID) -> None:
    """A stage ended well, or had nothing to do: nothing is left to be told of it."""
    with scope(EVERYWHERE):
        Attempt.objects.filter(packet__uuid=packet, stage=stage).delete()


def fail(stage: str, packet: uuid.UUID, broken: BaseException, *, at: datetime) -> bool:
    """Write down why a stage failed; whether it is given up now.

    What is this machine's fault takes no try away from the packet: it waits until the fault is gone.
    """
    reason = reason_of(broken)
    with scope(EVERYWHERE):
        row = Attempt.objects.select_for_update().filter(packet__uuid=packet, stage=stage).first()
        if row is None:
            return False
        if reason in OF_MACHINE:
            row.tries -= 1
        _failed(row, reason=reason, kind=kind_of(broken), at=at)
        return row.dead_at is not None


def is_dead(packet: str, *, stage: str) -> Exists:
    """A condition that a stage is given up.

    packet  the name by which the rows that are asked name their packet's key
    """
    return Exists(Attempt.objects.filter(packet=OuterRef(packet), stage=stage, dead_at__isnull=False))


def dead(stage: str = "") -> QuerySet[Attempt]:
    """The dead letters of the scope, the longest dead first; of one stage, or of all."""
    rows = Attempt.objects.filter(dead_at__isnull=False)
    return (rows.filter(stage=stage) if stage else rows).order_by("dead_at", "pk")


def revive(row: Attempt) -> None:
    """Let a stage be tried again from the beginning. The caller wakes the worker."""
    row.tries, row.dead_at, row.sent_again = 0, None, row.sent_again + 1
    row.save(update_fields=["tries", "dead_at", "sent_again"])


def _failed(row: Attempt, *, reason: str, kind: str, at: datetime) -> None:
    row.reason, row.kind, row.failed_at = reason, kind, at
    row.first_failed_at = row.first_failed_at or at
    if row.tries >= MOST_TRIES:
        row.dead_at = at
        audit(
            "enrolment.stage_given_up",
            actor=ACTOR,
            at=at,
            subjects=[str(row.packet.uuid)],
            purpose=Purpose.SYSTEM,
            case=str(row.packet.uuid),
            stage=row.stage,
            reason=reason,
            kind=kind,
        )
    row.save(update_fields=["tries", "reason", "kind", "first_failed_at", "failed_at", "dead_at"])


def _area(packet: Packet) -> str:
    record = Record.objects.filter(packet=packet).first()
    return record.area_code if record is not None else packet.area_code
