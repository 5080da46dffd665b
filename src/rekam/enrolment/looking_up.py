"""Where a recording stands: for who holds its slip, and for who was seen at the counter.

A slip is asked after by the number on it and the NIK, both or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rekam.accounts.services import Sort, count_stranger
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import telling
from rekam.enrolment.models import Record
from rekam.enrolment.queries import about
from rekam.enrolment.rules import Status
from rekam.enrolment.slip import read_slip_number, slip_number
from rekam.enrolment.telling import ForResident, Stage
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.nik import Nik
from rekam.registry import queries as registry

ACTOR = "public"
NOBODY = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a recording stands; neither name nor NIK is in it."""

    slip: str
    told: ForResident
    stages: Sequence[Stage]


def standing_for(*, slip: str, nik: str, address: str, at: datetime) -> Standing:
    """What to tell whoever knows the number of a tanda terima and the NIK that was recorded with it.

    address  of whoever asks; questions are counted by it and by the NIK
    A slip of a recording without NIK is asked after at the counter. The database is asked the same, whether
    anybody has the NIK, a recording or that slip.
    Raises RuleBroken("slip_number_wrong" | "nik_malformed" | "resident_tries_used_up") for what nobody could
    have or asked too often, RuleBroken("standing_unknown") for everything else: nobody learns which of the
    two was wrong.
    """
    read_slip_number(slip)  # what nobody could have is not counted
    count_stranger(address, sort=Sort.SLIP, at=at)
    count_stranger(Nik.parse(nik).digits, sort=Sort.SLIP_NIK, at=at)
    with scope(EVERYWHERE):
        found = record_behind(slip=slip, nik=nik)
        audit("enrolment.standing_told", actor=ACTOR, at=at, **about(found, purpose=Purpose.RECORDING))
        return _standing(found)


def record_behind(*, slip: str, nik: str) -> Record:
    """The recording of a slip's number and the NIK that was recorded with it, inside the current scope.

    Raises what `standing_for` raises.
    """
    number = read_slip_number(slip)
    person = registry.find_by_nik(nik)
    found = next((row for row in _rows(person.uuid if person else NOBODY) if _slip(row) == number), None)
    if found is None:
        raise RuleBroken("standing_unknown")
    return found


def standings_of(resident: UUID, *, actor: str, at: datetime) -> Sequence[Standing]:
    """Where the recordings of somebody stand, the newest first, for that very person."""
    with scope(EVERYWHERE):
        rows = _rows(resident)
        for row in rows:
            audit("enrolment.own_standing_seen", actor=actor, at=at, **about(row, purpose=Purpose.OWN))
        return [_standing(row) for row in rows]


def _rows(resident: UUID) -> Sequence[Record]:
    rows = Record.objects.filter(resident=resident).select_related("packet")
    return list(rows.order_by("-received_at", "-pk"))


def _slip(row: Record) -> str:
    return slip_number(row.packet.uuid)


def _standing(row: Record) -> Standing:
    events = row.events.order_by("number").values_list("status", "at")
    reached = {Status(status): office_day(at) for status, at in events}
    return Standing(
        slip=_slip(row),
        told=telling.for_resident(Status(row.state), set_aside=row.set_aside),
        stages=telling.stages(
            captured_on=row.captured_on, received_on=office_day(row.received_at), reached=reached
        ),
    )
