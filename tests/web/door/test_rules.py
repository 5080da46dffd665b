"""Whoever finds no place is told so; the more urgent the longer it may wait."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.web.door.rules import Kind, Patience, Room, Taken, has_line, has_place, kind_of, rooms

SMALL = {kind: Room(threads=2, waiting=8, lines=3, again=1) for kind in Kind}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/v1/packets", Kind.INTAKE),
        ("/api/v1/packets/x/receipt", Kind.INTAKE),
        ("/api/v1/station/health", Kind.INTAKE),
        ("/api/v1/verification/questions", Kind.QUESTIONS),
        ("/api/v1/verification/comparisons", Kind.PAGES),  # a matcher's time, not a question's
        ("/permohonan/", Kind.PAGES),
        ("/", Kind.PAGES),
    ],
)
def test_an_address_says_what_is_asked(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind


@settings(max_examples=60)
@given(asked=st.lists(st.sampled_from(Kind), max_size=60))
def test_no_more_than_threads_and_waiting_places_are_taken(asked: list[Kind]) -> None:
    taken = Taken()
    for kind in asked:
        before = taken.places[kind]
        if has_place(kind, taken=taken, among=SMALL):
            taken.places[kind] += 1
        elif before < SMALL[kind].threads + SMALL[kind].waiting:  # refused early: for something more urgent
            order = list(Kind)
            urgent = [one for one in order[: order.index(kind)] if taken.places[one] > SMALL[one].threads]
            assert urgent
            assert before >= SMALL[kind].threads + SMALL[kind].waiting // 4
    assert all(taken.places[kind] <= 10 for kind in Kind)


def test_intake_is_held_up_by_nobody_and_holds_up_the_others() -> None:
    taken = Taken(places=dict.fromkeys(Kind, 5))
    assert all(has_place(kind, taken=taken, among=SMALL) is (kind is Kind.INTAKE) for kind in Kind)
    taken.places[Kind.INTAKE] = 2  # worked on, none waits
    assert has_place(Kind.QUESTIONS, taken=taken, among=SMALL)
    assert not has_place(Kind.PAGES, taken=taken, among=SMALL)


def test_large_bodies_on_their_way_are_counted_by_kind() -> None:
    taken = Taken()
    taken.lines[Kind.PAGES] = 3
    assert not has_line(Kind.PAGES, taken=taken, among=SMALL)
    assert has_line(Kind.INTAKE, taken=taken, among=SMALL)


@given(rate=st.integers(5 * 1024, 10**7), seconds=st.floats(0, 3600))
@settings(max_examples=40)
def test_a_line_that_keeps_its_pace_is_never_given_up(rate: int, seconds: float) -> None:
    assert not Patience().is_out(there=int(rate * seconds), seconds=seconds)


def test_one_that_drips_is() -> None:
    assert Patience().is_out(there=64 * 30, seconds=30)


def test_residents_and_officers_find_a_thread_each() -> None:
    from rekam.web.crowd.middleware import FILES_AT_ONCE, FILES_WAITING, PAGES_AT_ONCE, PAGES_WAITING

    of_residents = PAGES_AT_ONCE + PAGES_WAITING + FILES_AT_ONCE + FILES_WAITING
    assert rooms()[Kind.PAGES].threads - of_residents >= 24


@pytest.mark.parametrize("wrong", [{"threads": 0}, {"waiting": -1}, {"lines": 0}, {"again": 0}])
def test_a_room_without_a_thread_is_none(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a room"):
        Room(**{"threads": 1, "waiting": 1, "lines": 1, "again": 1} | wrong)
