"""Where a recording stands, for who holds its slip: the number on it and the NIK, both or nothing."""

from datetime import datetime

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import telling
from rekam.enrolment.models import Record
from rekam.enrolment.queries import about
from rekam.enrolment.rules import Status
from rekam.enrolment.slip import read_slip_number, slip_number
from rekam.enrolment.telling import ForResident
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry

ACTOR = "public"


def standing_for(*, slip: str, nik: str, at: datetime) -> ForResident:
    """What to tell whoever knows the number of a tanda terima and the NIK that was recorded with it.

    The answer holds neither name nor NIK. A slip of a recording without NIK is asked after at the counter.
    Raises RuleBroken("slip_number_wrong" | "nik_malformed") for what nobody could have,
    RuleBroken("standing_unknown") for everything else: nobody learns which of the two was wrong. How often
    somebody may ask is the page's to limit.
    """
    number = read_slip_number(slip)
    with scope(EVERYWHERE):
        person = registry.find_by_nik(nik)
        rows = Record.objects.filter(resident=person.uuid).select_related("packet") if person else ()
        found = next((row for row in rows if slip_number(row.packet.uuid) == number), None)
        if found is None:
            raise RuleBroken("standing_unknown")
        audit("enrolment.standing_told", actor=ACTOR, at=at, **about(found, purpose=Purpose.RECORDING))
        return telling.for_resident(Status(found.state), set_aside=found.set_aside)
