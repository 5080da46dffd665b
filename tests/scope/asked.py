"""An application for the person of a place, as far as the table of makers needs it."""

from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from rekam.applications.models import Application, ApplicationStep, Paper, Scan
from rekam.registry.models import Resident
from tests.scope.outings import Outings
from tests.scope.staff import NOW, TODAY


@dataclass(frozen=True)
class Asked(Outings):
    """What residents of the place applied for."""

    @property
    def resident(self) -> Resident:
        raise NotImplementedError

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
