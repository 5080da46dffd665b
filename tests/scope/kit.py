"""A kit of a place, with a part in it, a promise and a fault that nobody has placed."""

from dataclasses import dataclass
from functools import cached_property

from rekam.devices.kits.models import FaultReport, Kit, Part, PartEvent, Reservation
from rekam.devices.outages.models import Outage
from tests.scope.staff import NOW, TODAY, Staff


@dataclass(frozen=True)
class KitAt(Staff):
    """Kits stay with the office, as laptops do."""

    @property
    def office(self) -> str:
        """Where the kit is by now."""
        return self.lives_in or self.area_code

    @cached_property
    def kit(self) -> Kit:
        return Kit.objects.create(name=f"Kit {self.serial}", area_code=self.office, since=TODAY)

    @cached_property
    def part(self) -> Part:
        made = Part.objects.create(
            area_code=self.office,
            kind="iris",
            make="Contoh",
            model="I",
            serial=f"seri-{self.serial}",
            kit=self.kit,
            home=self.kit,
            state_on=TODAY,
            last_on=TODAY,
            acts=1,
        )
        PartEvent.objects.create(
            part=made,
            number=1,
            area_code=self.office,
            act="registered",
            on=TODAY,
            kit=self.kit,
            actor="x",
            at=NOW,
        )
        return made

    @cached_property
    def promised(self) -> Reservation:
        return Reservation.objects.create(
            area_code=self.office, kit=self.kit, first=TODAY, last=TODAY, why="ujian", actor="x", at=NOW
        )

    @cached_property
    def out(self) -> Outage:
        """In the log of outages."""
        return Outage.objects.create(
            area_code=self.office, sites=[self.office], state="suspected", began_at=NOW
        )

    @cached_property
    def fault_report(self) -> FaultReport:
        return FaultReport.objects.create(
            uuid=f"00000000-0000-4000-8000-{self.serial:012}",
            area_code=self.office,
            station="0" * 16,
            kind="iris",
            on=TODAY,
            at=NOW,
        )
