"""What stands behind each argument of an address: the table to add a line to with a new route.

The key is "namespace:argument"; the value makes an object of that kind at a place and gives the argument
(once a place). What is no object of an area (a letter, a status) is given as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from uuid import UUID, uuid4

from rekam.abis.models import Case, SearchRun, Subject
from rekam.cards.models import Blank, Delivery, PrintJob
from rekam.enrolment.models import Record, RecordEvent
from rekam.enrolment.rules import Status
from rekam.kernel.dates import OfficeZone, today_at
from rekam.registry.canaries.models import Alarm, Canary
from rekam.registry.exports.models import Export
from rekam.registry.models import Resident
from rekam.registry.outside.models import OutsideService
from tests.cards import city
from tests.personas import resident

NOW = datetime.now(UTC)
TODAY = today_at(zone=OfficeZone.WIB, now=NOW)
NOBODY = UUID("00000000-0000-4000-8000-000000000001")
DISTRICT, VILLAGE, SIBLING, SERVING = "36.73.02", "36.73.02.1001", "36.73.02.1002", "36.73.02.1003"
ELSEWHERE = "36.73.01.1001"


@dataclass(frozen=True)
class Place:
    """One person of an area and everything an office has of that person; made when first asked for.

    area_code   of all rows
    lives_in    of the register's row, where it is another one by now
    """

    name: str
    serial: int
    area_code: str
    lives_in: str = ""

    @cached_property
    def resident(self) -> Resident:
        person = resident(serial=self.serial, area_code=self.lives_in or self.area_code, name=self.name)
        person.address, person.kk = f"Kp. {self.name} No. 5", f"36730201012{self.serial:05d}"
        person.recorded_on = person.handed_on = date(2026, 1, 5)
        person.save()
        return person

    @cached_property
    def record(self) -> Record:
        made = city.record(self.resident)
        for row in (made.packet, made):  # where it was recorded, wherever the person lives by now
            row.area_code = self.area_code
            row.save(update_fields=["area_code"])
        RecordEvent.objects.create(
            record=made,
            number=2,
            area_code=self.area_code,
            status=Status.PRINT_READY_RECORD,
            at=NOW,
            actor="mesin",
            facts={"other": str(uuid4())},
        )
        return made

    @cached_property
    def job(self) -> PrintJob:
        return PrintJob.objects.create(
            record=self.record.uuid,
            resident=self.resident.uuid,
            area_code=self.area_code,
            reason="new",
            priority=1,
            state="requested",
            requested_by="somebody",
            requested_at=NOW,
        )

    @cached_property
    def blank(self) -> Blank:
        lot = Delivery.objects.create(
            area_code=self.area_code, letter=f"SJ-{self.serial}", count=1, received_at=NOW, actor="gudang"
        )
        serial = f"04{self.serial:012X}"
        return Blank.objects.create(serial=serial, area_code=self.area_code, state="received", delivery=lot)

    @cached_property
    def case(self) -> Case:
        probe = Subject.objects.create(uuid=uuid4(), enrolled_at=NOW)
        run = SearchRun.objects.create(
            subject=probe, outcome="unclear", gallery=1, parameters={}, candidates=[], at=NOW
        )
        return Case.objects.create(
            area_code=self.area_code, probe=probe, candidate=uuid4(), run=run, opened_at=NOW
        )

    @cached_property
    def visit(self) -> OutsideService:
        """The operator of the serving village serves this person today."""
        return OutsideService.objects.create(
            resident=self.resident.uuid,
            area_code=SERVING,
            home_area=self.resident.area_code,
            service="lost",
            officer=f"operator of {SERVING}",
            on=TODAY,
            at=NOW,
        )

    @cached_property
    def export(self) -> Export:
        """Somebody asked for a file of this place."""
        return Export.objects.create(
            area_code=self.area_code,
            kind="call_up",
            fields=["full_name"],
            addressee="Lurah setempat",
            letter="470/1 tanggal 1-11-2026",
            people=1,
            asked_by="somebody",
            asked_at=NOW,
        )

    @cached_property
    def alarm(self) -> Alarm:
        """Somebody of this place asked for a canary."""
        canary = Canary.objects.create(digest=uuid4().bytes, label="bait", made_at=NOW)
        return Alarm.objects.create(
            canary=canary, area_code=self.area_code, actor="somebody", door="search", at=NOW
        )


Maker = Callable[[Place], object] | str

MAKERS: dict[str, Maker] = {
    "registry:uuid": lambda at: at.resident.uuid,
    "registry:export": lambda at: at.export.uuid,
    "registry:alarm": lambda at: at.alarm.uuid,
    "web:source": "ekspor",
    "web:key": lambda at: at.export.uuid,
    "web:what": "change",
    "registry:outside:visit": lambda at: at.visit.uuid,
    "coverage:code": lambda at: at.area_code,
    "enrolment:record": lambda at: at.record.uuid,
    "enrolment:status": "PRINT_READY_RECORD",
    "cards:visit": lambda at: at.visit.uuid,
    "cards:record": lambda at: at.record.uuid,
    "cards:job": lambda at: at.job.uuid,
    "cards:serial": lambda at: at.blank.serial,
    "abis:case": lambda at: at.case.uuid,
    "abis:letter": "A",
    "abis:position": "right_thumb",
}

# What nobody has, where the argument is no uuid.
UNKNOWN = {"coverage:code": "11.01.01.2001", "cards:serial": "04FFFFFFFFFFFF"}

# Addresses whose argument is no object of an area, with the reason; tests/scope/test_lists.py looks at what
# they show.
LISTS = {"enrolment:standing": "a filter of a list", "web:desk_alike": "a filter of the queue"}

# Who may open it where that is not "whoever has the area": a visit is its own officer's alone.
RIGHT = {"registry:outside:visit": {"outside"}, "cards:order_away": {"outside"}}

# Papers of a recording stay with the office that recorded, also when the person moves away: what they show of
# the person does not. Exports and alarms are of a place, and stay there too. Every other kind is hidden from
# the old office altogether.
MOVES = {
    *("registry:export", "registry:approve_export", "registry:refuse_export", "registry:fetch_export"),
    *("registry:close_alarm", "web:desk_case", "web:desk_approve", "web:desk_refuse"),
    *("enrolment:record", "enrolment:reveal", "enrolment:check_again", "abis:case", "abis:image"),
    *("cards:blank", "cards:spoil_blank", "cards:take_back", "coverage:area", "coverage:names"),
    *("cards:approve", "cards:refuse", "cards:confirm", "cards:spoil_print", "cards:ask_exception"),
    *(
        "cards:confirm_exception",
        "cards:compare_device",
        "cards:compare_records",
        "cards:start",
        "cards:order",
    ),
}

# What a form needs to get as far as looking for its object.
TYPED: dict[str, dict[str, str]] = {
    "cards:order": {"reason": "new"},
    "cards:start": {"serial": "04" + "0" * 12},
}
ANYTHING = {"reason": "alasan yang cukup panjang", "position": "right_index", "answer": "same", "nik": ""}
