"""Who reports a card lost holds none until the next is handed over."""

from datetime import date

import pytest

from rekam.cards import services
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import Reason
from rekam.coverage.counters.queries import recounted
from rekam.coverage.counters.statistics import counts_of
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.registry.models import Resident
from rekam.registry.services import set_ektp_status
from tests.cards.city import DINAS, NOON, holder, record

pytestmark = pytest.mark.usefixtures("office")
TODAY = date(2026, 11, 21)


@pytest.fixture
def issued(office: None) -> Record:
    """A card handed over in spring."""
    given = date(2026, 4, 1)
    person = holder(born=date(1990, 1, 1), recorded_on=given, print_ready_on=given, printed_on=given)
    Resident.objects.filter(pk=person.pk).update(handed_on=given, ektp_status="CARD_ISSUED")
    return record(person, state=Status.CARD_ISSUED)


def order(of: Record, reason: Reason) -> PrintJob:
    return services.request_print(record=of.uuid, reason=reason, actor="siti", at=NOON)


def counted(on: date = TODAY) -> tuple[int, int]:
    """How many were handed a card, and how many hold one."""
    counts = counts_of(recounted(area_code=DINAS, on=on))
    return counts.handed_over, counts.held


def test_a_lost_card_lowers_held_and_not_handed_over(issued: Record) -> None:
    order(issued, Reason.LOST)
    assert counted() == (1, 0)
    assert counted(date(2026, 11, 20)) == (1, 1)


def test_a_damaged_card_is_still_held(issued: Record) -> None:
    order(issued, Reason.DAMAGED)
    assert counted() == (1, 1)


def test_the_next_hand_over_makes_a_holder_again(issued: Record) -> None:
    order(issued, Reason.LOST)
    assert issued.resident
    set_ektp_status(resident=issued.resident, status="CARD_ISSUED", on=TODAY, actor="siti", at=NOON)
    assert counted() == (1, 1)


def test_a_refused_order_takes_the_report_back(issued: Record) -> None:
    job = order(issued, Reason.LOST)
    services.refuse_print(job=job.uuid, reason="kartunya ditemukan lagi", actor="budi", at=NOON)
    assert counted() == (1, 1)
