"""Moving recordings up the ladder, and comparing whoever comes for a card with who was recorded."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from rekam.abis import services as abis_services
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import rules
from rekam.enrolment.correcting import check_may_print
from rekam.enrolment.correcting import close_case as close_correction
from rekam.enrolment.forgetting import forget_contacts, forget_packets, forget_papers, forget_uploads
from rekam.enrolment.looking_up import Standing, record_behind, standing_for, standings_of
from rekam.enrolment.models import Record, RecordEvent
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.queries import about
from rekam.enrolment.rules import Status
from rekam.enrolment.steps import MOVED
from rekam.enrolment.telling import ForResident
from rekam.enrolment.touched import gathered
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import services as registry

if TYPE_CHECKING:
    from rekam.abis.engine.positions import Position
    from rekam.abis.engine.samples import Sample
    from rekam.abis.engine.search import Verdict
    from rekam.abis.engine.template import FingerTemplate


__all__ = [
    "MOVED",
    "ForResident",
    "Standing",
    "check_may_print",
    "close_correction",
    "finger_templates",
    "forget_contacts",
    "forget_packets",
    "forget_papers",
    "forget_uploads",
    "gathered",
    "move",
    "record_behind",
    "standing_for",
    "standings_of",
    "verify_holder",
]

Facts = dict[str, str | int | bool | None]


@transaction.atomic
def move(
    *,
    record: uuid.UUID,
    to: Status,
    actor: str,
    at: datetime,
    by: rules.Mover = rules.Mover.CARDS,
    expected: Status | None = None,
    **facts: str | int | bool | None,
) -> Record:
    """Move a recording one step: lock, check, change, write the event, the audit and the register's copy.

    by         whose step it is in the table of moves; the rooms above deal in cards only
    expected   refuse when the recording does not stand here any more (another worker was first)
    facts      codes and numbers for the event; never a name or a NIK
    Raises RuleBroken("not_found" | "record_state_unexpected" | "move_not_allowed" |
    "card_before_its_day" | "correction_open" | "record_set_aside").
    """
    row = Record.objects.select_for_update().filter(uuid=record).first()
    if row is None:
        raise RuleBroken("not_found")
    day = office_day(at)
    _check(row, to=to, by=by, expected=expected, day=day)
    row.state, row.state_since = to, at
    row.save(update_fields=["state", "state_since"])
    if by is rules.Mover.OFFICE:
        Attempt.objects.filter(
            packet=row.packet_id
        ).delete()  # what an office sends on is tried from the start
    _tell(row, to=to, actor=actor, at=at, facts=facts)
    if row.resident is not None and row.leading and registry.ladder_is_ours():
        registry.set_ektp_status(
            resident=row.resident, status=to, on=day, actor=actor, at=at, recorded_on=row.captured_on
        )
    MOVED.send(sender=Record, record=row.uuid, to=to, actor=actor, at=at)
    return row


def _check(row: Record, *, to: Status, by: rules.Mover, expected: Status | None, day: date) -> None:
    state = Status(row.state)
    if row.set_aside:
        raise RuleBroken("record_set_aside")
    if expected is not None and state is not expected:
        raise RuleBroken("record_state_unexpected", state=str(state), expected=str(expected))
    rules.check_move(state=state, to=to, by=by)
    if to is Status.SENT_FOR_CARD_PRINTING:
        check_may_print(row.uuid)
        if row.print_from is not None:
            rules.check_print_day(first=row.print_from, on=day)


def _tell(row: Record, *, to: Status, actor: str, at: datetime, facts: Facts) -> None:
    RecordEvent.objects.create(
        record=row,
        number=row.events.count() + 1,
        area_code=row.area_code,
        status=to,
        at=at,
        actor=actor,
        facts=facts,
    )
    # Facts of a move hold neither purpose nor case.
    audit("enrolment.moved", actor=actor, at=at, **about(row, purpose=_why(to)), to=str(to), **facts)


def verify_holder(*, record: uuid.UUID, samples: "Sequence[Sample]", actor: str, at: datetime) -> "Verdict":
    """Compare whoever stands at the counter 1:1 with the body of a recording.

    The verdict's docstring says what its score means; the comparison is audited, whatever it says.
    Raises RuleBroken("not_found"), and what `abis.services.verify` raises.
    """
    row = Record.objects.filter(uuid=record).first()
    if row is None:
        raise RuleBroken("not_found")
    verdict = abis_services.verify(subject=row.subject, samples=samples)
    audit(
        "enrolment.holder_compared",
        actor=actor,
        at=at,
        **about(row, purpose=Purpose.CARD),
        decision=str(verdict.decision),
    )
    return verdict


def finger_templates(record: Record) -> "Mapping[Position, FingerTemplate]":
    """What the engine compares of a recording's fingers; none where all of them are exceptions.

    Raises RuleBroken("subject_unknown") before the body was read.
    """
    return abis_services.template_of(record.subject).fingers


def _why(to: Status) -> Purpose:
    if to in rules.OF_THE_CARD:
        return Purpose.CARD
    return Purpose.ADJUDICATION if to is Status.ADJUDICATE_RECORD else Purpose.RECORDING


def check_again(*, record: uuid.UUID, nik: str | None, actor: str, at: datetime) -> None:
    """Send a recording on that an office has looked into; see enrolment.validation."""
    from rekam.enrolment import validation  # it moves recordings by this module

    validation.check_again(record=record, nik=nik, actor=actor, at=at)
