"""Blanks by turn: whole, adding up, nobody with a need gets nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation.sharing import by_largest_remainder, share_out, still_needed

SITES = ["36.73.01", "36.73.02", "36.73.03", "36.73.04", "36.73.05", "36.73.06"]
MONDAY = date(2026, 11, 16)
TURNS = [MONDAY + timedelta(days=n) for n in range(6)]
needs_of = st.dictionaries(st.sampled_from(TURNS), st.integers(0, 3000), max_size=6)
all_needs = st.dictionaries(st.sampled_from(SITES), needs_of, max_size=6)


@given(blanks=st.integers(0, 20_000), needs=all_needs)
def test_shares_add_up_and_nobody_gets_more_than_the_need(
    blanks: int, needs: dict[str, dict[date, int]]
) -> None:
    shared = share_out(blanks, needs=needs)
    whole = {site: sum(need.values()) for site, need in needs.items()}
    assert sum(shared.given.values()) + shared.left == blanks
    assert all(0 <= shared.given[site] <= whole[site] for site in needs)
    assert shared.left == max(0, blanks - sum(whole.values()))


@given(blanks=st.integers(6, 20_000), needs=all_needs)
def test_a_site_with_a_need_gets_something(blanks: int, needs: dict[str, dict[date, int]]) -> None:
    shared = share_out(blanks, needs=needs)
    assert all(shared.given[site] > 0 for site, need in needs.items() if sum(need.values()))


@given(blanks=st.integers(0, 5), needs=all_needs)
def test_fewer_blanks_than_sites_go_to_those_who_are_next(
    blanks: int, needs: dict[str, dict[date, int]]
) -> None:
    needy = {site: min(t for t, n in need.items() if n) for site, need in needs.items() if sum(need.values())}
    served = [site for site, number in share_out(blanks, needs=needs).given.items() if number]
    if blanks < len(needy):
        passed_over = [needy[site] for site in needy if site not in served]
        assert all(needy[site] <= min(passed_over) for site in served)


def test_the_earlier_turn_is_served_first_wherever_people_live() -> None:
    first, later = TURNS[0], TURNS[3]
    needs = {SITES[0]: {first: 100, later: 900}, SITES[1]: {first: 300}}
    assert share_out(400, needs=needs).given == {SITES[0]: 100, SITES[1]: 300}
    assert share_out(500, needs=needs).given == {SITES[0]: 200, SITES[1]: 300}


@given(
    number=st.integers(0, 10_000),
    weights=st.dictionaries(st.sampled_from(SITES), st.integers(0, 3000), max_size=6),
)
def test_each_part_is_within_one_of_its_proportion(number: int, weights: dict[str, int]) -> None:
    parts, whole = by_largest_remainder(number, weights=weights), sum(weights.values())
    assert sum(parts.values()) == min(number, whole)
    if number < whole:
        assert all(abs(parts[site] - number * weight / whole) < 1 for site, weight in weights.items())


def test_a_sites_own_stock_serves_its_first_in_turn_first() -> None:
    assert still_needed({TURNS[2]: 5, TURNS[0]: 10, TURNS[1]: 20}, stock=15) == {
        TURNS[0]: 0,
        TURNS[1]: 15,
        TURNS[2]: 5,
    }


def test_there_is_no_sharing_of_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="counts"):
        share_out(-1, needs={})
