"""The list of standings: a place for each credential, the same in JWT and CWT."""

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.credentials.formats import status_list
from rekam.credentials.formats.trust import Purpose
from rekam.kernel.errors import RuleBroken
from tests.credentials import world
from tests.credentials.world import NOW, PLACE

DAY = timedelta(days=1)


@given(st.sampled_from([1, 2, 4, 8]), st.dictionaries(st.integers(0, 99), st.integers(0, 255), max_size=20))
@settings(max_examples=40, deadline=None)
def test_a_list_keeps_what_was_written_and_nothing_else(bits: int, wanted: dict[int, int]) -> None:
    wanted = {index: value % (1 << bits) for index, value in wanted.items()}
    told = status_list.blank(entries=100, bits=bits).changed(wanted)

    assert [told.at(index) for index in range(100)] == [wanted.get(index, 0) for index in range(100)]


def test_both_forms_carry_the_same_list() -> None:
    told = status_list.blank(entries=status_list.LEAST_ENTRIES).changed({PLACE.index: 2})
    how = {
        "uri": PLACE.uri,
        "issued": NOW,
        "ttl": timedelta(hours=12),
        "expires": NOW + DAY,
        "signer": world.signer(Purpose.STATUS),
    }
    jwt, cwt = status_list.sign_jwt(told, **how), status_list.sign_cwt(told, **how)  # type: ignore[arg-type]

    one = status_list.read_jwt(jwt, uri=PLACE.uri, trust=world.trust(), at=NOW)
    assert one == status_list.read_cwt(cwt, uri=PLACE.uri, trust=world.trust(), at=NOW)
    assert one.told == told
    assert one.stale == NOW + timedelta(hours=12)
    assert len(jwt) < 1_100  # a million valid credentials in a kilobyte


@pytest.mark.parametrize(("index", "value"), [(-1, 0), (100, 0), (0, 4), (0, -1)])
def test_what_does_not_fit_is_a_mistake_of_ours(index: int, value: int) -> None:
    with pytest.raises(ValueError, match="entries"):
        status_list.blank(entries=100).changed({index: value})


def test_an_entry_of_three_bits_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="bits"):
        status_list.blank(entries=100, bits=3)


def test_places_are_drawn_by_chance_and_never_twice() -> None:
    chance, taken = random.Random(7), set[int]()
    for _ in range(50):
        index = status_list.draw_index(
            entries=100, is_taken=taken.__contains__, randbelow=lambda n: chance.randrange(n)
        )
        assert index not in taken
        taken.add(index)

    assert sorted(taken) != list(range(50))
    with pytest.raises(RuleBroken) as refused:
        status_list.draw_index(entries=100, is_taken=lambda _: True, randbelow=lambda _: 0)
    assert refused.value.code == "status_list_full"
