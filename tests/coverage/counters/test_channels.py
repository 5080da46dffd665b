"""By which way somebody was recorded, by domicile; and what a place did, by place of service."""

from datetime import UTC, date, datetime
from itertools import pairwise
from uuid import uuid4

import pytest

from rekam.cards.models import Blank, BlankMove, Delivery
from rekam.coverage.counters.queries import cells
from rekam.coverage.counters.rules import Channel
from rekam.coverage.counters.services import fold
from rekam.coverage.counters.statistics import recorded_by_channel
from rekam.coverage.service_output import Output, output
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from rekam.registry.outside.models import OutsideService
from tests.cards import city
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def recorded(*, served_in: str = "36.73.01", on_visit: bool = False) -> Resident:
    """Somebody of the office, recorded today."""
    person = town.load(born=date(1990, 1, 1))
    with scope(EVERYWHERE):
        made = city.record(person)
        made.served_in, made.captured_on = served_in, TODAY
        made.save(update_fields=["served_in", "captured_on"])
        made.packet.visit = uuid4() if on_visit else None
        made.packet.save(update_fields=["visit"])
    town.climb(person, status="BIO_CAPTURED", on=TODAY, at=NOW)
    return person


@pytest.mark.django_db
def test_the_recorded_are_split_by_channel_live_and_folded() -> None:
    town.load(born=date(1990, 1, 1), recorded_on=date(2020, 1, 1))
    with scope(OFFICE):
        fold(at=NOW)
    recorded()
    recorded(on_visit=True)
    recorded(served_in="36.04.01", on_visit=True)
    for _ in ("live", "folded"):
        with scope(OFFICE):
            assert recorded_by_channel(cells(area_code="36.73", on=TODAY)) == dict.fromkeys(Channel, 1)
            fold(at=NOW)


@pytest.mark.django_db
def test_cards_are_output_where_they_were_printed_and_given() -> None:
    with scope(OFFICE):
        lot = Delivery.objects.create(
            area_code="36.73.01", letter="SJ", count=1, received_at=NOW, actor="gudang"
        )
        blank = Blank.objects.create(
            serial="04A1B2C3", area_code="36.73.01", state="handed_over", delivery=lot
        )
        path = ("received", "printing", "printed", "road", "printed", "handed_over")
        for number, (source, target) in enumerate(pairwise(path), 1):
            BlankMove.objects.create(
                blank=blank,
                serial=blank.serial,
                number=number,
                area_code="36.73.01",
                source=source,
                target=target,
                at=NOW,
                actor="rina",
            )
        made = output(area_code="36.73", since=TODAY, until=TODAY)
        assert (made.printed, made.handed_over) == (1, 1)
        assert output(area_code="36.73.02", since=TODAY, until=TODAY) == Output(residents=0, outsiders=0)


@pytest.mark.django_db
def test_output_is_counted_where_the_work_was_done() -> None:
    recorded(served_in="36.73.01")
    recorded(served_in="36.04.01")
    with scope(EVERYWHERE):
        OutsideService.objects.create(
            resident=uuid4(),
            area_code="36.73.01",
            home_area="36.04.01.2001",
            service="recording",
            officer="siti",
            on=TODAY,
            at=NOW,
        )
    with scope(OFFICE):
        assert output(area_code="36.73", since=TODAY, until=TODAY) == Output(residents=1, outsiders=1)
        assert output(area_code="36.73.02", since=TODAY, until=TODAY) == Output(residents=0, outsiders=0)
