"""What goes from safe to safe is sent by one officer and received by another; what differs is not mended."""

from datetime import timedelta

import pytest

from rekam.cards import queries, services
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState, BoxPaper
from rekam.cards.blanks.shipments.models import Shipment, ShipmentAnswer
from rekam.cards.blanks.shipments.queries import get_shipment, shipments
from rekam.cards.blanks.shipments.rules import Standing
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, KASEMEN, NOON, OFFICE, SERANG, blanks, printed

TODAY = NOON.date()
WHY = "jalan ke Kasemen tergenang"


def send(*serials: str, to_site: str = KASEMEN, **named: object) -> Shipment:
    return services.send_blanks(
        serials=serials, to_site=to_site, due_on=TODAY, actor="rina", at=NOON, **named
    )


def receive(shipment: Shipment, *serials: str, actor: str = "udin", **named: object) -> ShipmentAnswer:
    return services.receive_shipment(shipment=shipment.uuid, serials=serials, actor=actor, at=NOON, **named)


def standing(shipment: Shipment, *, days: int = 0) -> Standing:
    return get_shipment(shipment.uuid, today=TODAY + timedelta(days=days)).standing


def refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


def usable(site: str) -> int:
    (balance,) = queries.balances([queries.Site(site, "")], at=NOON)
    assert balance.adds_up
    assert queries.states_agree(balance.site)
    return balance.usable


pytestmark = pytest.mark.usefixtures("office")


def test_on_the_road_it_is_in_nobodys_safe_and_the_sender_answers_for_it() -> None:
    made = blanks(3)
    sent = send(*made[:2])
    assert (usable(DINAS), usable(KASEMEN), standing(sent)) == (1, 0, Standing.ROAD)
    assert Blank.objects.get(serial=made[0]).area_code == DINAS
    receive(sent, *made[:2])
    assert (usable(DINAS), usable(KASEMEN), standing(sent)) == (1, 2, Standing.RECEIVED)


def test_the_sender_does_not_receive_it() -> None:
    made = blanks(1)
    assert refusal(receive, send(*made), *made, actor="rina") == "four_eyes"


def test_by_number_alone_it_is_received_only_if_the_number_is_right() -> None:
    sent = send(*blanks(3))
    assert refusal(receive, sent, counted=2) == "shipment_count_differs"
    assert receive(sent, counted=3).arrived == 3


def test_what_is_missing_stays_on_the_road_and_what_is_strange_is_written_down() -> None:
    made = blanks(4)
    sent = send(*made[:3])
    answer = receive(sent, *made[1:4])
    assert (answer.arrived, answer.missing, answer.strangers) == (2, 1, [made[3]])
    assert (usable(DINAS), usable(KASEMEN), standing(sent)) == (1, 2, Standing.SHORT)
    receive(sent, made[0])
    assert standing(sent) == Standing.RECEIVED


def test_who_is_late_is_told_first() -> None:
    made = blanks(2)
    receive(send(made[0]), made[0])
    late = send(made[1])
    assert standing(late, days=1) == Standing.LATE
    assert shipments(today=TODAY + timedelta(days=1))[0].row == late


def test_a_shipment_is_cancelled_before_it_is_received() -> None:
    sent = send(*blanks(2))
    services.take_back_shipment(shipment=sent.uuid, reason=WHY, actor="rina", at=NOON)
    assert (usable(DINAS), standing(sent)) == (2, Standing.TAKEN_BACK)
    assert refusal(receive, sent) == "shipment_closed"


def test_a_refused_shipment_goes_back_and_another_officer_takes_it_in() -> None:
    sent = send(*blanks(2))
    services.refuse_shipment(shipment=sent.uuid, reason=WHY, actor="udin", at=NOON)
    assert standing(sent) == Standing.REFUSED
    back = {"shipment": sent.uuid, "reason": WHY, "at": NOON}
    assert refusal(services.take_back_shipment, actor="rina", **back) == "four_eyes"
    services.take_back_shipment(actor="gudang", **back)
    assert (usable(DINAS), usable(KASEMEN)) == (2, 0)


def test_a_printed_card_and_a_spoiled_one_arrive_as_what_they_were() -> None:
    card, spoiled = blanks(2)
    printed(serial=card)
    services.spoil_blank(serial=spoiled, reason="terlipat di laci", actor="rina", at=NOON)
    receive(send(card, spoiled), card, spoiled)
    assert {blank.serial: blank.state for blank in Blank.objects.filter(area_code=KASEMEN)} == {
        card: BlankState.PRINTED,
        spoiled: BlankState.SPOILED,
    }


def test_a_closed_box_travels_whole() -> None:
    paper = BoxPaper(number="BX-7", count=100)
    services.receive_delivery(site=DINAS, letter="SJ-BX", boxes=[paper], actor="gudang", at=NOON)
    sent = send(boxes=["BX-7"])
    assert (sent.count, usable(DINAS)) == (100, 0)
    answer = receive(sent, boxes=["BX-7"])
    assert (answer.arrived, usable(KASEMEN)) == (100, 100)


def test_one_shipment_is_of_one_site_and_goes_to_another_that_has_a_safe() -> None:
    (here,) = blanks(1)
    (there,) = blanks(1, site=SERANG, start=50)
    assert refusal(send, here, there) == "shipment_of_two_sites"
    assert refusal(send, here, to_site=DINAS) == "site_is_the_same"
    assert refusal(send, here, to_site="36.73.02.1006") == "site_unknown"
    assert refusal(send) == "lot_empty"


def test_the_two_ends_see_it_and_nobody_else() -> None:
    """Each end works in its own area: the sender's row is taken over by the receiver, by row security too."""
    (serial,) = blanks(1, site=SERANG)
    with scope(Scope.of(SERANG)):
        sent = send(serial)
    with scope(Scope.of("36.73.03")):
        assert refusal(receive, sent, serial) == "not_found"
    with scope(Scope.of(KASEMEN)):
        assert get_shipment(sent.uuid, today=TODAY).comes
        receive(sent, serial)
        assert usable(KASEMEN) == 1
    with scope(Scope.of(SERANG)):
        assert not Blank.objects.exists()
        assert get_shipment(sent.uuid, today=TODAY).standing == Standing.RECEIVED


def test_a_shipment_to_another_city_is_received_there() -> None:
    (serial,) = blanks(1)
    sent = send(serial, to_site="36.72")
    with scope(Scope.of("36.72")):
        receive(sent, serial, actor="dewi")
        assert BlankMove.objects.get(target="received").other_site == DINAS
    with scope(OFFICE):
        assert usable(DINAS) == 0
