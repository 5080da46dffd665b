"""A place: one person of an area and everything that offices have of that person."""

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from uuid import UUID, uuid4

from rekam.abis.models import Case, SearchRun, Subject
from rekam.cards.allocation.models import BlankLoan, BlankRequest, BlankShare, PriorityOrder
from rekam.cards.blanks.models import Blank, Delivery
from rekam.cards.models import FieldAct, Pack, PackCard
from rekam.cards.orders.models import PrintJob
from rekam.cards.printing.models import Batch, BatchCard, Printer
from rekam.cards.suket.models import Suket
from rekam.coverage.followups.models import FollowUp
from rekam.coverage.open_data.models import Publication
from rekam.enrolment.models import CorrectionCase, Record, RecordEvent, Submission
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operators.models import OfficerBody
from rekam.enrolment.portraits.models import PortraitChange
from rekam.enrolment.rules import Status
from rekam.outreach.models import Event as ServiceEvent
from rekam.outreach.models import Visit
from rekam.registry.bulk.rules import Kind as ImportKind
from rekam.registry.bulk.rules import State as ImportState
from rekam.registry.canaries.rules import Door
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.facts import Elements, unparse
from rekam.registry.entries.rules import Risk, State
from rekam.registry.exports.rules import Kind as ExportKind
from rekam.registry.models import Alarm, Canary, Entry, Event, Export, Import, OutsideService, Pair, Resident
from tests.cards import city
from tests.personas import resident
from tests.scope.asked import Asked
from tests.scope.staff import NOW, TODAY

NOBODY = UUID("00000000-0000-4000-8000-000000000001")
DISTRICT, VILLAGE, SIBLING, SERVING = "36.73.02", "36.73.02.1001", "36.73.02.1002", "36.73.02.1003"
ELSEWHERE = "36.73.01.1001"


@dataclass(frozen=True)
class Place(Asked):
    """One person of an area and everything an office has of that person; made when first asked for."""

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
    def photograph(self) -> PortraitChange:
        return PortraitChange.objects.create(
            record=self.record,
            area_code=self.area_code,
            ground="body",
            before="portrait/0",
            after="portrait/1",
            taken_by="somebody",
            taken_at=NOW,
        )

    @cached_property
    def publication(self) -> Publication:
        return Publication.objects.create(
            area_code=self.area_code,
            base=f"{2000 + self.serial}-1",
            sha256="0" * 64,
            asked_by="somebody",
            asked_at=NOW,
        )

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
    def suket(self) -> Suket:
        return Suket.objects.create(
            record=self.record.uuid,
            resident=self.resident.uuid,
            area_code=self.area_code,
            site=self.area_code,
            year=2026,
            sequence=self.serial,
            code="SFE",
            since=TODAY,
            issued_on=TODAY,
            valid_until=date(2027, 5, 1),
            issued_at=NOW,
            issued_by="somebody",
        )

    @cached_property
    def blank(self) -> Blank:
        lot = Delivery.objects.create(
            area_code=self.area_code, letter=f"SJ-{self.serial}", count=1, received_at=NOW, actor="gudang"
        )
        serial = f"04{self.serial:012X}"
        return Blank.objects.create(serial=serial, area_code=self.area_code, state="received", delivery=lot)

    @cached_property
    def printer(self) -> Printer:
        return Printer.objects.create(
            area_code=self.area_code,
            name=f"Pencetak {self.serial}",
            kind="bridge",
            computer="0" * 16,
            ribbon_whole=200,
            ribbon_left=200,
            clean_every=500,
            registered_by="somebody",
            registered_at=NOW,
        )

    @cached_property
    def batch(self) -> Batch:
        return Batch.objects.create(
            printer=self.printer,
            area_code=self.area_code,
            state="running",
            started_by="somebody",
            started_at=NOW,
        )

    @cached_property
    def tried(self) -> BatchCard:
        """This person's card, waiting its turn in the batch."""
        return BatchCard.objects.create(
            batch=self.batch, printer=self.printer, area_code=self.area_code, position=1, job=self.job
        )

    @cached_property
    def own_order(self) -> PriorityOrder:
        """A proposed order of the office; like all of these no thing of a person's."""
        return PriorityOrder.objects.create(
            area_code=self.area_code,
            since=TODAY,
            ranks=[[1, 2, 3, 4, 5, 6]],
            climb_days=60,
            source="SK",
            proposed_by="somebody",
            proposed_at=NOW,
        )

    @cached_property
    def share(self) -> BlankShare:
        return BlankShare.objects.create(
            area_code=self.area_code, blanks=1, order="SK", actor="somebody", at=NOW
        )

    @cached_property
    def request(self) -> BlankRequest:
        figures = {
            "waiting": {},
            "monthly": {},
            "months": 1,
            "stock": 0,
            "coming": 0,
            "spoiled": 0,
            "used": 0,
        }
        return BlankRequest.objects.create(
            area_code=self.area_code,
            letter=f"470/{self.serial}",
            on=TODAY,
            figures=figures,
            requested=1,
            actor="somebody",
            at=NOW,
        )

    @cached_property
    def loan(self) -> BlankLoan:
        """Lent by this area; nobody of the matrix is at the borrower's."""
        return BlankLoan.objects.create(
            area_code=self.area_code, borrower="36.72", blanks=1, reason="contoh", actor="nina", at=NOW
        )

    @cached_property
    def case(self) -> Case:
        return self._case()

    @cached_property
    def decided_case(self) -> Case:
        return self._case(answer="different", decided_at=NOW)

    def _case(self, **decided: object) -> Case:
        probe = Subject.objects.create(uuid=uuid4(), enrolled_at=NOW)
        run = SearchRun.objects.create(
            subject=probe, outcome="unclear", gallery=1, parameters={}, candidates=[], at=NOW
        )
        return Case.objects.create(
            area_code=self.area_code, probe=probe, candidate=uuid4(), run=run, opened_at=NOW, **decided
        )

    @cached_property
    def pack(self) -> Pack:
        """This person's card, taken along from the safe of this place."""
        made = Pack.objects.create(
            area_code=self.area_code, place="Balai", on=TODAY, officer="siti", made_by="rina", made_at=NOW
        )
        PackCard.objects.create(pack=made, job=self.job, blank=self.blank, area_code=self.area_code)
        return made

    @cached_property
    def field_act(self) -> FieldAct:
        """A hand-over of it that could not be written down."""
        return FieldAct.objects.create(
            packet=uuid4(),
            pack=self.pack,
            area_code=self.area_code,
            number=1,
            card=self.pack.cards.get(),
            proof="match",
            at=NOW,
            received_at=NOW,
            code="card_withdrawn",
        )

    @cached_property
    def visited(self) -> Visit:
        """A visit to the village."""
        return Visit.objects.create(
            area_code=self.area_code, place="Balai", on=TODAY, planned_by="planner", planned_at=NOW
        )

    @cached_property
    def service_event(self) -> ServiceEvent:
        """A Saturday's service there."""
        return ServiceEvent.objects.create(
            visit=self.visited,
            area_code=self.area_code,
            site=self.site,
            kind="saturday",
            opens=time(9),
            closes=time(12),
            kits=1,
            per_hour=15,
            services=["recording"],
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
    def contradicted(self) -> Record:
        """A second recording, which stands still until the register is put right."""
        made = city.record(self.resident, state=Status.REQUEST_VALIDATION)
        made.area_code = self.area_code
        made.save(update_fields=["area_code"])
        return made

    @cached_property
    def walk_in(self) -> Record:
        """A recording of whom no office has found yet."""
        made = city.record(self.resident, state=Status.REQUEST_VALIDATION)
        made.resident, made.area_code = None, self.area_code
        made.save(update_fields=["resident", "area_code"])
        return made

    @cached_property
    def correction(self) -> CorrectionCase:
        """What this person said is wrong, and no entry could be made of."""
        return CorrectionCase.objects.create(
            record=self.record,
            area_code=self.area_code,
            elements=["address"],
            on_card=True,
            papers=[{"address": "document/0", "kind": "jpeg"}],
            code="correction_needs_event",
            told_to="somebody",
            opened_at=NOW,
        )

    @cached_property
    def body(self) -> OfficerBody:
        """An officer's own, waiting for its witness."""
        return OfficerBody.objects.create(
            uuid=uuid4(),
            area_code=self.area_code,
            officer=f"operator-{self.serial}",
            template=f"officer/{'0' * 64}",
            photo=f"officer/{'1' * 64}",
            taken_at=NOW,
        )

    @cached_property
    def submission(self) -> Submission:
        """Somebody asked to set the second recording aside."""
        return Submission.objects.create(
            record=self.contradicted,
            resident=self.resident.uuid,
            area_code=self.area_code,
            remedy="set_aside",
            reason="first_counts",
            status=Status.REQUEST_VALIDATION,
            why="rekaman pertama baik",
            asked_by="somebody",
            asked_at=NOW,
        )

    @cached_property
    def dead_letter(self) -> Attempt:
        """The search of the second recording failed for good."""
        return Attempt.objects.create(
            packet=self.contradicted.packet,
            area_code=self.contradicted.area_code,
            stage="search",
            begun_at=NOW,
            reason="unexpected",
            kind="ValueError",
            dead_at=NOW,
        )

    @cached_property
    def at_siak(self) -> Resident:
        """A neighbour whose recording only SIAK has, and which does not arrive there."""
        person = resident(
            serial=self.serial + 900,
            area_code=self.lives_in or self.area_code,
            name=f"Terkirim {self.serial}",
        )
        person.ektp_status, person.recorded_on = Status.SENT_FOR_ENROLLMENT, date(2026, 1, 5)
        person.kk = f"36730201019{self.serial:05d}"
        person.save()
        return person

    @cached_property
    def exception(self) -> PrintJob:
        """A printed card that somebody wants to hand over though nothing could be compared."""
        return PrintJob.objects.create(
            record=self.contradicted.uuid,
            resident=self.resident.uuid,
            area_code=self.area_code,
            reason="new",
            priority=1,
            state="printed",
            requested_by="somebody",
            requested_at=NOW,
            decided_by="another",
            exception_by="somebody",
            exception_reason="kedua tangan terluka",
        )

    @cached_property
    def entry(self) -> Entry:
        return self._entry(State.WAITING)

    @cached_property
    def carried_out(self) -> Entry:
        """An entry that was approved while the person lived here, and the event that it led to."""
        made = self._entry(State.APPROVED, decided_by="another", decided_at=NOW)
        Event.objects.create(
            resident=self.resident,
            area_code=self.area_code,
            kind=Kind.CHANGE,
            valid_on=TODAY,
            recorded_at=NOW,
            actor="another",
            changes={"occupation": ["PELAJAR", "Guru"]},
            entry=made.uuid,
        )
        return made

    def _entry(self, state: State, **decided: object) -> Entry:
        proposed = Elements(on=TODAY, document="SK-1", values={"occupation": "Guru"})
        return Entry.objects.create(
            kind=Kind.CHANGE,
            area_code=self.area_code,
            office_area=self.area_code,
            resident=self.resident.uuid,
            facts=unparse(proposed),
            before={},
            risk=Risk.LOW,
            papers=[{"address": "document/0", "kind": "jpeg"}],
            entered_by="somebody",
            entered_at=NOW,
            state=state,
            **decided,
        )

    @cached_property
    def pair(self) -> Pair:
        """The person and somebody alike who lives here still."""
        first = self.resident
        twin = resident(serial=self.serial + 500, area_code=self.area_code, name=f"Kembar {self.serial}")
        twin.save()
        return Pair.objects.create(
            first=first,
            second=twin,
            area_code=self.area_code,
            weight=20.0,
            evidence={},
            data_hash="0" * 64,
            found_at=NOW,
        )

    @cached_property
    def bulk(self) -> Import:
        return Import.objects.create(
            area_code=self.area_code,
            kind=ImportKind.RESIDENTS,
            state=ImportState.READY,
            file_name=f"siak-{self.serial}.csv",
            as_of=TODAY,
            sent_by="somebody",
            sent_at=NOW,
        )

    @cached_property
    def missing(self) -> Resident:
        """A neighbour who is wajib and not recorded."""
        person = resident(
            serial=self.serial + 700, area_code=self.lives_in or self.area_code, name=f"Belum {self.serial}"
        )
        person.save()
        return person

    @cached_property
    def follow_up(self) -> FollowUp:
        return FollowUp.objects.create(
            area_code=self.area_code,
            about="not_recorded",
            text=f"Permintaan {self.serial}",
            due_on=TODAY,
            written_by="somebody",
            written_at=NOW,
        )

    @cached_property
    def export(self) -> Export:
        return Export.objects.create(
            area_code=self.area_code,
            kind=ExportKind.CALL_UP,
            fields=["full_name"],
            addressee="Ketua RT 004",
            letter="470/12",
            people=1,
            asked_by="somebody",
            asked_at=NOW,
        )

    @cached_property
    def alarm(self) -> Alarm:
        canary = Canary.objects.create(digest=self.serial.to_bytes(32), label="lemari", made_at=NOW)
        return Alarm.objects.create(
            canary=canary, area_code=self.area_code, actor="somebody", door=Door.SEARCH, at=NOW
        )
