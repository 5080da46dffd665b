"""How long a packet waits after a try that moved nothing."""

import uuid
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rekam.station.backoff import FIRST_SECONDS, LONGEST_SECONDS, Backoff

PACKET = uuid.UUID(int=7)


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def wait_of(backoff: Backoff, *, clock: Clock, packet: uuid.UUID = PACKET) -> float:
    """Seconds until the packet is due, to half a second."""
    begun = clock.seconds
    while not backoff.is_due(packet):
        clock.seconds += 0.5
    return clock.seconds - begun


def test_each_try_waits_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    clock = Clock()
    backoff = Backoff(clock)
    waits = []
    for _ in range(12):
        backoff.put_off(PACKET)
        waits.append(wait_of(backoff, clock=clock))

    assert waits[0] <= FIRST_SECONDS * 1.25
    assert all(1.8 < later / earlier < 2.2 for earlier, later in pairwise(waits[:6]))
    assert waits[-1] == waits[-2] <= LONGEST_SECONDS * 1.25


def test_a_try_that_moved_it_or_somebody_who_asks_makes_it_due() -> None:
    backoff, other = Backoff(Clock()), uuid.UUID(int=8)
    for packet in (PACKET, other):
        backoff.put_off(packet)

    backoff.forget(PACKET)
    assert (backoff.is_due(PACKET), backoff.is_due(other)) == (True, False)
    backoff.forget_all()
    assert backoff.is_due(other)


@given(number=st.integers(0, 2**128 - 1), tries=st.integers(1, 200))
def test_no_packet_waits_longer_than_nineteen_minutes(number: int, tries: int) -> None:
    clock = Clock()
    backoff = Backoff(clock)
    for _ in range(tries):
        backoff.put_off(uuid.UUID(int=number))
    clock.seconds += 19 * 60

    assert backoff.is_due(uuid.UUID(int=number))
