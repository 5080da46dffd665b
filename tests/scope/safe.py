"""What the blank ledger of a place's office has besides blanks: boxes, shipments, counts, minutes, alarms."""

from dataclasses import dataclass
from functools import cached_property

from rekam.cards.blanks.counts.models import SafeCount
from rekam.cards.blanks.destruction.models import Destruction
from rekam.cards.blanks.losses.models import BlankAlarm
from rekam.cards.blanks.models import Box, Delivery
from rekam.cards.blanks.seconds.models import ActOfTwo
from rekam.cards.blanks.shipments.models import Shipment
from tests.scope.kit import KitAt
from tests.scope.staff import NOW, TODAY


@dataclass(frozen=True)
class Safe(KitAt):
    """The safe of a place's office."""

    @cached_property
    def box(self) -> Box:
        lot = Delivery.objects.create(
            area_code=self.area_code, letter=f"BX-{self.serial}", count=5, received_at=NOW, actor="somebody"
        )
        number = f"BX-{self.serial}"
        return Box.objects.create(area_code=self.area_code, number=number, count=5, left=5, delivery=lot)

    @cached_property
    def shipment(self) -> Shipment:
        """On its way here from another city."""
        return Shipment.objects.create(
            area_code="36.72", to_site=self.area_code, count=1, due_on=TODAY, sent_by="somebody", sent_at=NOW
        )

    @cached_property
    def safe_count(self) -> SafeCount:
        numbers = ("blanks", "cards", "boxed", "expected_blanks", "expected_cards", "expected_boxed")
        return SafeCount.objects.create(
            area_code=self.area_code,
            shift="closing",
            scanned=False,
            actor="somebody",
            at=NOW,
            **dict.fromkeys(numbers, 0),
        )

    @cached_property
    def act_of_two(self) -> ActOfTwo:
        return ActOfTwo.objects.create(
            area_code=self.area_code, kind="short_box", box=self.box, written_by="somebody", written_at=NOW
        )

    @cached_property
    def minutes(self) -> Destruction:
        return Destruction.objects.create(
            area_code=self.area_code,
            number=f"BA-{self.serial}",
            place="Halaman",
            on=TODAY,
            count=1,
            paper="document/0",
            prepared_by="somebody",
            prepared_at=NOW,
            witness="somebody else",
        )

    @cached_property
    def blank_alarm(self) -> BlankAlarm:
        return BlankAlarm.objects.create(
            area_code=self.area_code, offered_in="36.72", serial=f"05{self.serial:012X}", actor="x", at=NOW
        )
