"""The index of neighbourhoods against counting by hand, and whether it finds mates."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import finger

from rekam.abis.engine import finger_index
from rekam.abis.engine.finger_index import FACTORS, KEY_BITS, LEAST_ONES, MASKS, index_of, votes
from rekam.abis.engine.finger_parameters import FINGER
from rekam.abis.engine.rows import FINGER_WORDS, finger_row
from rekam.abis.engine.template import FingerTemplate

SEEDS = st.integers(0, 10_000)


def places(one: FingerTemplate) -> list[tuple[int, int, int]]:
    """Table, place in it and direction of all entries of a finger."""
    found = []
    for words, angle in zip(one.cylinders.T.tolist(), one.angle.tolist(), strict=True):
        for table, masks in enumerate(MASKS.tolist()):
            kept = [word & mask for word, mask in zip(words, masks, strict=True)]
            if sum(word.bit_count() for word in kept) >= LEAST_ONES:
                product = sum(word * int(factor) for word, factor in zip(kept, FACTORS, strict=True))
                found.append((table, product % 2**64 >> 48, angle))
    return found


def counted(probe: FingerTemplate, other: FingerTemplate) -> float:
    directions = defaultdict(list)
    for table, place, angle in places(other):
        directions[table, place].append(angle)
    given = sum(
        abs((angle - its_angle + 128) % 256 - 128) <= FINGER.widest_turn
        for table, place, angle in places(probe)
        for its_angle in directions[table, place]
    )
    return given / (len(other) + 10)


@settings(max_examples=5, deadline=None)
@given(probe=SEEDS, others=st.lists(SEEDS, min_size=1, max_size=3))
def test_votes_are_those_that_are_counted_by_hand(probe: int, others: list[int]) -> None:
    gallery = [finger(probe, shake=1), *(finger(other) for other in others)]
    index = index_of(np.stack([finger_row(one) for one in gallery]))

    expected = [counted(finger(probe), one) for one in gallery]
    assert votes(finger_row(finger(probe)), index=index).tolist() == pytest.approx(expected)
    assert expected[0] > 0
    assert len(index.entries) == sum(len(places(one)) for one in gallery)


def test_every_table_looks_at_as_many_bits_and_none_that_is_never_one() -> None:
    assert np.bitwise_count(MASKS).sum(axis=1).tolist() == [KEY_BITS] * len(MASKS)
    assert not (MASKS[:, -1] >> np.uint64(63)).any()


def test_another_impression_gets_the_most_votes_and_an_absent_finger_none() -> None:
    column = np.stack([finger_row(finger(seed)) for seed in range(200)])
    column[7] = 0
    index = index_of(column)

    for seed in range(0, 200, 20):
        given = votes(finger_row(finger(seed, shake=1)), index=index)
        assert given.argmax() == seed
        assert given[7] == 0
    assert not votes(np.zeros(FINGER_WORDS, np.uint64), index=index).any()
    assert len(index) == 200


def test_an_index_refuses_more_fingers_than_its_entries_can_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finger_index, "MOST_FINGERS", 1)
    with pytest.raises(ValueError, match="at most 1"):
        index_of(np.zeros((2, FINGER_WORDS), np.uint64))
