"""A box without a list of serials counts as its paper says, until its blanks are counted out one by one."""

import pytest

from rekam.cards import queries, services
from rekam.cards.blanks.boxes.services import close_short_box
from rekam.cards.blanks.models import Blank, Box
from rekam.cards.blanks.rules import BlankState, BoxPaper
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, NOON, serials

pytestmark = pytest.mark.usefixtures("office")


def received(*, number: str = "BX-1", count: int = 5) -> Box:
    paper = BoxPaper(number=number, count=count, span="000101-000105")
    services.receive_delivery(site=DINAS, letter=f"SJ-{number}", boxes=[paper], actor="gudang", at=NOON)
    return Box.objects.get(number=number)


def balance() -> queries.Balance:
    (found,) = queries.balances([queries.Site(DINAS, "")], at=NOON)
    assert found.adds_up
    assert queries.states_agree(found.site)
    return found


def refusal(act: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(**named)  # type: ignore[operator]
    return refused.value.code


def test_a_box_counts_in_the_balance() -> None:
    received()
    assert (balance().boxed, balance().received, balance().usable) == (5, 5, 5)


def test_counted_out_the_same_blanks_stand_with_their_serials() -> None:
    box = received()
    services.count_out(box=box.uuid, serials=serials(3), actor="rina", at=NOON)
    assert (balance().boxed, balance().held[BlankState.RECEIVED], balance().received) == (2, 3, 5)
    assert Blank.objects.filter(box=box).count() == 3


def test_more_than_the_paper_says_is_refused_and_fewer_is_written_by_two() -> None:
    box = received()
    out = {"box": box.uuid, "actor": "rina", "at": NOON}
    assert refusal(services.count_out, serials=serials(6), **out) == "box_holds_fewer"
    services.count_out(serials=serials(4), **out)
    short = {**out, "reason": "satu keping tidak ada di dalam boks"}
    assert refusal(close_short_box, second="rina", **short) == "four_eyes"
    close_short_box(second="budi", **short)
    assert (balance().boxed, balance().held[BlankState.LOST]) == (0, 1)


def test_a_box_is_received_once_and_holds_something() -> None:
    received()
    again = {"site": DINAS, "letter": "SJ-2", "actor": "gudang", "at": NOON}
    paper = BoxPaper(number="BX-1", count=9)
    assert refusal(services.receive_delivery, boxes=[paper], **again) == "box_known"
    empty = BoxPaper(number="BX-2", count=0)
    assert refusal(services.receive_delivery, boxes=[empty], serials=serials(1), **again) == "box_empty"
