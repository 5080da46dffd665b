"""A request to the centre: asked, allotted fewer, collected, received as the ledger says."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation import paper, reading
from rekam.cards.allocation.models import BlankRequest
from rekam.cards.allocation.requesting import (
    note_allotment,
    note_collection,
    note_delivery,
    request_blanks,
)
from rekam.cards.allocation.rules import RequestState, request_state
from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken
from tests.cards.allocation.scenes import safe, waiting
from tests.cards.city import DINAS, NOON, blanks

TODAY = date(2026, 11, 21)


def asked(*, letter: str = "470/12/2026", months: int = 1) -> BlankRequest:
    return request_blanks(office=DINAS, letter=letter, months=months, actor="rina", at=NOON)


@given(st.none() | st.integers(0, 9_000), st.booleans(), st.booleans())
def test_a_request_has_one_state(allotted: int | None, collected: bool, received: bool) -> None:
    state = request_state(allotted=allotted, collected=collected, received=received)
    assert (state is RequestState.RECEIVED) == received
    assert (state is RequestState.NOTHING) == (allotted == 0 and not collected and not received)


@pytest.mark.usefixtures("office")
def test_batang_asked_for_eight_thousand_and_got_one() -> None:
    """rmolbanten.com, 2023: asked 8,000, got 1,000."""
    waiting(400, Priority.WAITING)
    safe(30)
    row = asked()
    assert row.requested == 400 + 20 - 30  # 20 spoiled on the way
    note_allotment(request=row.uuid, blanks=100, letter="471/1", on=TODAY, actor="rina", at=NOON)
    assert reading.coming(DINAS) == 100
    assert asked(letter="470/13/2026").requested == row.requested - 100
    note_collection(request=row.uuid, on=TODAY, actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="delivery_not_known"):
        note_delivery(request=row.uuid, letter="SJ-9", actor="rina", at=NOON)
    blanks(99, start=5_000, letter="SJ-9")
    received = note_delivery(request=row.uuid, letter="SJ-9", actor="rina", at=NOON)
    assert reading.state_of(received) is RequestState.RECEIVED
    assert received.delivery
    assert (received.delivery.count, reading.coming(DINAS)) == (99, 0)


@pytest.mark.usefixtures("office")
def test_each_step_comes_once_and_in_its_turn() -> None:
    waiting(10, Priority.WAITING)
    row = asked()
    with pytest.raises(RuleBroken, match="request_step_not_allowed"):
        note_collection(request=row.uuid, on=TODAY, actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="request_day_wrong"):
        note_allotment(
            request=row.uuid, blanks=5, letter="", on=TODAY + timedelta(days=1), actor="rina", at=NOON
        )
    note_allotment(request=row.uuid, blanks=0, letter="", on=TODAY, actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="request_step_not_allowed"):
        note_collection(request=row.uuid, on=TODAY, actor="rina", at=NOON)


@pytest.mark.usefixtures("office")
def test_what_is_not_needed_is_not_asked_for() -> None:
    with pytest.raises(RuleBroken, match="request_not_needed"):
        asked()
    waiting(1, Priority.LOST)
    with pytest.raises(RuleBroken, match="request_months_range"):
        asked(months=13)
    asked()
    with pytest.raises(RuleBroken, match="request_letter_known"):
        asked()


@pytest.mark.usefixtures("office")
def test_the_letter_adds_up_and_is_one_page() -> None:
    for week in range(5):
        waiting(21, Priority.LOST, at=NOON - timedelta(weeks=week))
    row = asked(months=2)
    told = paper.told(row)
    asked_for = reading.lines_of_request(row)
    assert asked_for.queue + asked_for.ahead + asked_for.lost - asked_for.stock == row.requested
    assert [line[-1] for line in told["steps"]][:3] == ["105", "182", "15"]  # type: ignore[attr-defined]
    assert told["requested"] == "302 keping"
    drawn = paper.pdf(row)
    assert drawn == paper.pdf(row)
    assert io.BytesIO(drawn).read(4) == b"%PDF"
    assert drawn.count(b"/Type /Page\n") + drawn.count(b"/Type/Page/") <= 1
