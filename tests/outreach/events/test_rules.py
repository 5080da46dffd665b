"""Capacities, registered people in a report, and what a channel costs."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.rules import (
    HOURS,
    Channel,
    Kind,
    Service,
    Spent,
    capacity,
    channel_of,
    check_event,
    with_registered,
)
from rekam.outreach.results.rules import Counts
from rekam.outreach.sites.rules import Kind as SiteKind

numbers = st.integers(0, 500)


def test_a_saturday_morning_with_two_kits_holds_ninety() -> None:
    hours = HOURS[Kind.SATURDAY]
    assert capacity(kits=2, per_hour=15, opens=hours.opens, closes=hours.closes) == 90


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"closes": time(9)}, "event_hours"),
        ({"kits": 0}, "event_capacity"),
        ({"per_hour": 0}, "event_capacity"),
        ({"services": []}, "event_services"),
    ],
)
def test_what_cannot_be_held_is_refused(changes: dict[str, object], code: str) -> None:
    good = {
        "kits": 1,
        "per_hour": 15,
        "opens": time(9),
        "closes": time(12),
        "services": [Service.RECORDING],
    }
    with pytest.raises(RuleBroken) as refused:
        check_event(**good | changes)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_cards_are_handed_out_without_a_kit() -> None:
    check_event(kits=0, per_hour=15, opens=time(9), closes=time(12), services=[Service.COLLECTION])


@given(recorded=numbers, absent=numbers, beyond=numbers, registered=numbers)
def test_whoever_registered_is_on_the_target_and_nobody_is_lost(
    recorded: int, absent: int, beyond: int, registered: int
) -> None:
    counts = Counts(recorded=recorded, absent=absent)
    told, left = with_registered(counts, beyond=beyond, registered=registered)
    assert told.total == counts.total + registered
    assert told.recorded + left == recorded + beyond


def test_a_channel_is_the_events_and_else_the_places() -> None:
    assert channel_of(event=Kind.EVENING, site=SiteKind.SCHOOL) is Channel.EVENING
    assert channel_of(event=None, site=SiteKind.SCHOOL) is Channel.SCHOOL
    assert channel_of(event=None, site=None) is Channel.VILLAGE
    assert {channel_of(event=kind, site=None).value for kind in Kind} == {kind.value for kind in Kind}


def test_a_cost_that_is_partly_unknown_is_unknown() -> None:
    paid = Spent(days=1, hours=7, people=40, cost=800_000)
    assert paid.cost_each == 20_000
    assert (paid + paid).cost_each == 20_000
    assert (paid + Spent(people=3, cost=None)).cost_each is None
    assert Spent(hours=7).cost_each is None
    assert Spent().people_an_hour is None
