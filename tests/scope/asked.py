"""An application for the person of a place, and a counter with its queue, for the table of makers."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from rekam.applications.models import (
    Application,
    ApplicationStep,
    Breach,
    ChildCard,
    Complaint,
    ComplaintSheet,
    Counter,
    Notice,
    Outage,
    Paper,
    Scan,
    Ticket,
)
from rekam.credentials.presenting.models import Question
from rekam.registry.models import Resident
from rekam.verification.models import Partner, PartnerKey, UseReport
from rekam.verification.reports.rules import figures
from tests.scope.outings import Outings
from tests.scope.staff import NOW, TODAY


@dataclass(frozen=True)
class Asked(Outings):
    """What residents of the place applied for."""

    @property
    def resident(self) -> Resident:
        raise NotImplementedError

    @cached_property
    def question(self) -> Question:
        """An officer's own question to a phone."""
        return Question.objects.create(
            reference=uuid4().hex * 2, template="age", purpose="rokok", asked_by="another", asked_at=NOW
        )

    @cached_property
    def application(self) -> Application:
        """Sent, and not looked at yet, with a paper that it should not have."""
        made = Application.objects.create(
            number=f"{self.serial:010}",
            token=uuid4(),
            code_digest="0" * 64,
            service="ktp-hilang",
            area_code=self.area_code,
            channel="online",
            applicant=self.resident.uuid,
            subject=self.resident.uuid,
            authority="own",
            is_filled=True,
            state="waiting",
            state_at=NOW,
            begun_at=NOW,
            sent_at=NOW,
        )
        ApplicationStep.objects.create(
            application=made, number=1, area_code=self.area_code, step="sent", at=NOW, actor="public"
        )
        Paper.objects.create(
            application=made,
            area_code=self.area_code,
            resident=self.resident.uuid,
            kind="kk",
            office="36.73",
            year=2026,
            sequence=self.serial,
            key=f"{self.serial:016}",
            issued_on=TODAY,
            issued_at=NOW,
            issued_by="somebody",
        )
        ChildCard.objects.create(
            application=made,
            area_code=self.area_code,
            resident=self.resident.uuid,
            site=self.area_code,
            with_photo=False,
            valid_until=TODAY,
            printed_at=NOW,
            printed_by="somebody",
        )
        return made

    @cached_property
    def scan(self) -> Scan:
        return Scan.objects.create(
            application=self.application,
            area_code=self.area_code,
            document="kk",
            address="document/0",
            kind="jpeg",
            size=1,
            sent_digest="0" * 64,
            sent_at=NOW,
        )

    @cached_property
    def complaint(self) -> Complaint:
        """Late, and come up to the province, so that all who see complaints see it; nobody's yet."""
        return Complaint.objects.create(
            number=f"{self.serial + 500:010}",
            token=uuid4(),
            code_digest="0" * 64,
            area_code=self.area_code,
            channel="online",
            category="terlambat",
            said="Sudah tiga minggu tidak ada kabar.",
            accused="tidak-ada",
            level="province",
            state_at=NOW,
            filed_at=NOW,
            due_on=TODAY,
        )

    @cached_property
    def complaint_sheet(self) -> ComplaintSheet:
        return ComplaintSheet.objects.create(
            complaint=self.complaint,
            area_code=self.area_code,
            address="document/0",
            kind="jpeg",
            sent_digest="0" * 64,
            sent_at=NOW,
        )

    @cached_property
    def letter(self) -> Notice:
        """About a birthday, printed."""
        return Notice.objects.create(
            key=f"age17-{self.resident.uuid.hex}",
            area_code=self.area_code,
            topic="birthday",
            event="card_now",
            resident=self.resident.uuid,
            day=TODAY,
            state="printed",
            at=NOW,
            batch=UUID(int=self.serial),
            printed_by="somebody",
            printed_at=NOW,
        )

    @cached_property
    def breach(self) -> Breach:
        """Written, and not sent."""
        return Breach.objects.create(
            area_code=self.area_code,
            known_at=NOW,
            what="nama",
            how="akun dipakai orang lain",
            done="akun ditutup",
            ask_at="loket 1",
            touched_area=self.area_code,
            written_by="somebody",
            written_at=NOW,
        )

    @cached_property
    def counter(self) -> Counter:
        return Counter.objects.create(
            area_code=self.area_code,
            name=f"Loket {self.serial}",
            address="Jl. Raya",
            hours={str(day): {"opens": "08:00", "closes": "15:00"} for day in range(7)},
            purposes=["perekaman", "pengambilan"],
            recorders=1,
            clerks=1,
            minutes_recording=10,
            minutes_desk=10,
        )

    @cached_property
    def ticket(self) -> Ticket:
        return Ticket.objects.create(
            area_code=self.area_code,
            place=self.counter.uuid,
            on=TODAY,
            line="desk",
            number=1,
            purpose="pengambilan",
            taken_at=NOW,
        )

    @cached_property
    def outage(self) -> Outage:
        return Outage.objects.create(
            area_code=self.area_code,
            place=self.counter.uuid,
            begins_at=NOW,
            cause="listrik padam",
            actor="somebody",
            at=NOW,
        )

    @cached_property
    def partner(self) -> Partner:
        """An institution whose contract an office of the place holds."""
        return Partner.objects.create(
            area_code=self.area_code,
            state="active",
            name=f"Bank {self.serial}",
            kind="bank",
            contract_number="PKS-1",
            contract_from=TODAY,
            contract_until=TODAY,
            purpose="membuka rekening",
            law="UU 10/1998",
            fields=["NAMA_LGKP"],
            monthly_quota=10,
            nik_quota=1,
            grant_giver="Menteri",
            grant_number="HA-1",
            grant_from=TODAY,
            grant_until=TODAY,
            made_by="?",
            made_at=NOW,
            approved_by="!",
            approved_at=NOW,
        )

    @cached_property
    def partner_key(self) -> PartnerKey:
        return PartnerKey.objects.create(
            area_code=self.area_code,
            partner=self.partner,
            thumbprint=f"{self.serial:064d}",
            begins=TODAY,
            until=TODAY,
            added_by="?",
            added_at=NOW,
        )

    @cached_property
    def use_report(self) -> UseReport:
        return UseReport.objects.create(
            area_code=self.area_code,
            partner=self.partner,
            semester="2026-1",
            figures=figures([], purpose="membuka rekening"),
            made_by="?",
            made_at=NOW,
        )
