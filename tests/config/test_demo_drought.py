"""The demo's drought: nobody got a card in it, and who asked comes in an order that can be told."""

from datetime import timedelta

import pytest

from rekam.cards.allocation import queue
from rekam.cards.allocation.rules import NATIONAL, ending_since
from rekam.cards.orders.rules import Priority
from rekam.config.demo_drought import ASKERS, DROUGHT, Asker, dry_since, withhold_cards
from rekam.kernel.database import Scope, scope
from rekam.kernel.installation import office_day
from tests.cards.city import DINAS, NOON, holder

TODAY = office_day(NOON)


@pytest.mark.django_db
def test_whoever_would_have_got_a_card_in_the_drought_waits_since_the_recording() -> None:
    with scope(Scope.of(DINAS)):
        for number, days in enumerate((DROUGHT.days + 1, 30), 1):
            day = TODAY - timedelta(days=days)
            done = {"print_ready_on": day, "printed_on": day, "handed_on": day}
            holder(number=number, ektp_status="CARD_ISSUED", **done)
        assert withhold_cards(since=dry_since(TODAY), at=NOON) == 1
        (waits,) = queue.waiting(DINAS, on=TODAY)
    assert (waits.group, waits.since) == (Priority.FIRST_TIME, TODAY - timedelta(days=30))


def turn(asker: Asker) -> int:
    """Days from today to the turn of an asker by the order of 2020."""
    since = TODAY - timedelta(days=asker.days_ago)
    group = Priority.SUKET if asker.letter else Priority.FIRST_TIME if asker.young else Priority.WAITING
    if asker.disaster:
        group = Priority.DISASTER
    ends = asker.letter and since <= ending_since(TODAY)
    return (NATIONAL[-1].turn(group, since=since, letter_ends=ends) - TODAY).days


def test_the_askers_stand_in_another_sequence_than_they_asked() -> None:
    assert sorted(turn(asker) for asker in ASKERS) == [-160, -130, -40, -30, 0, 60]
    by_turn, by_age = sorted(ASKERS, key=turn), sorted(ASKERS, key=lambda one: -one.days_ago)
    assert by_turn != by_age
