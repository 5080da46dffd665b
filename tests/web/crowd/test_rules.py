"""Who is let in: in the order in which they came, everybody in the end, in a memory of one size."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rekam.web.crowd.rules import CALLS, Answer, Limits, arrive, enter, inside, waiting

RING = 32
LIMITS = Limits(places=3, inside_seconds=120, called_seconds=90, away_seconds=150, visit_seconds=60)


@dataclass
class Ring:
    given: int = 0
    standing: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(RING, np.uint8))
    seen: NDArray[np.float64] = field(default_factory=lambda: np.zeros(RING))
    calls: NDArray[np.float64] = field(default_factory=lambda: np.zeros(CALLS))

    def give(self) -> int:
        self.given += 1
        return self.given - 1


def come(ring: Ring, number: int | None = None, *, at: float, may_call: bool = True) -> Answer:
    return arrive(ring, number=number, now=at, limits=LIMITS, may_call=may_call)


def full(*, at: float = 1000) -> tuple[Ring, list[int]]:
    """A server with no place left, and who has them."""
    ring = Ring()
    here = [come(ring, at=at) for _ in range(LIMITS.places)]
    assert all(one.inside for one in here)
    return ring, [one.number for one in here if one.number is not None]


def test_who_comes_when_there_is_room_is_let_in_and_stays() -> None:
    ring, people = full()

    assert come(ring, people[0], at=1100).inside


def test_who_comes_when_there_is_none_waits_and_is_told_how_many_are_ahead() -> None:
    ring, _ = full()

    first, second = come(ring, at=1001), come(ring, at=1002)

    assert (first.inside, first.ahead, second.inside, second.ahead) == (False, 0, False, 1)
    assert second.seconds == 2 / (LIMITS.places / LIMITS.visit_seconds)


def test_a_place_that_gets_free_goes_to_who_waits_longest() -> None:
    ring, people = full()
    first, second = come(ring, at=1001), come(ring, at=1002)
    for one in people[1:]:
        come(ring, one, at=1100)  # the third has gone

    assert not come(ring, second.number, at=1121).inside
    assert come(ring, first.number, at=1122).inside
    assert not come(ring, at=1123).inside


def test_who_closed_the_browser_is_not_waited_for() -> None:
    ring, people = full()
    gone, second = come(ring, at=1001), come(ring, at=1002)
    for at in (1060, 1120, 1180):
        for one in people[1:]:
            come(ring, one, at=at)
    come(ring, second.number, at=1003)

    assert come(ring, second.number, at=1181).inside
    assert gone.number is not None
    assert not come(ring, gone.number, at=1182).inside


def test_who_was_called_and_did_not_come_loses_the_place_after_a_while() -> None:
    ring, people = full()
    called, second = come(ring, at=1001), come(ring, at=1002)
    for one in people[1:]:
        come(ring, one, at=1100)
    assert not come(ring, second.number, at=1121).inside  # the place is kept for the one before
    for one in people[1:]:
        come(ring, one, at=1200)

    assert come(ring, second.number, at=1121 + LIMITS.called_seconds + 1).inside
    assert not come(ring, called.number, at=1215).inside


def test_nobody_is_let_in_while_the_server_has_too_much_to_do() -> None:
    ring = Ring()

    assert not come(ring, at=1000, may_call=False).inside


def test_who_has_begun_is_let_in_past_the_line_and_takes_a_place() -> None:
    ring, _ = full()

    assert enter(ring, number=None, now=1001, limits=LIMITS) == LIMITS.places
    assert inside(ring, now=1001, limits=LIMITS) == LIMITS.places + 1


def test_a_number_that_was_never_given_is_worth_nothing() -> None:
    ring, _ = full()

    assert come(ring, 10**9, at=1001).number == LIMITS.places


def test_a_full_line_promises_nothing() -> None:
    ring, _ = full()
    for _ in range(RING - LIMITS.places):
        come(ring, at=1001)

    assert come(ring, at=1002).number is None


def test_a_long_visit_does_not_block_the_ring() -> None:
    ring, people = full()
    here: int | None = people[0]
    for step in range(10 * RING):
        at = 1000.0 + step * 60
        come(ring, at=at)
        answer = come(ring, here, at=at)
        assert answer.inside
        here = answer.number


Moves = Sequence[tuple[int, float]]


@settings(max_examples=25, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 12), st.floats(0, 20)), max_size=40))
def test_order_is_kept_places_are_not_exceeded_and_nobody_starves(moves: Moves) -> None:
    ring, numbers, let_in, at = Ring(), dict[int, int | None](), list[int](), 1000.0
    for who, pause in moves:
        at += pause
        answer = come(ring, numbers.get(who), at=at)
        numbers[who] = answer.number
        assert inside(ring, now=at, limits=LIMITS) <= LIMITS.places
        if answer.inside and answer.number is not None and answer.number not in let_in:
            let_in.append(answer.number)
    assert len(ring.standing) == RING

    # From here on everybody who waits asks every ten seconds, and who is inside goes at once.
    left = {who: number for who, number in numbers.items() if number not in let_in}
    for _ in range(200):
        at += 10
        left = {who: one.number for who, n in left.items() if not (one := come(ring, n, at=at)).inside}
    assert not left
    assert waiting(ring, now=at, limits=LIMITS) == 0


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(8)), gap=st.floats(1, 15))
def test_those_who_keep_asking_are_let_in_by_their_numbers(order: list[int], gap: float) -> None:
    ring, _ = full()
    line = [come(ring, at=1001).number for _ in range(8)]
    entered, at = list[int | None](), 1001.0
    while len(entered) < len(line):
        at += gap
        called = sorted(
            n for n in line if n is not None and n not in entered and ring.standing[n % RING] == 2
        )
        for turn in order:
            number = line[turn]
            if number not in entered and come(ring, number, at=at).inside:
                entered.append(number)
        assert all(number in entered for number in called)
        latest = max((n for n in entered if n is not None), default=-1)
        assert all(n in entered or n > latest or ring.standing[n % RING] == 2 for n in line if n is not None)
