"""Turn-out is learnt: a visit moves its place most, its kecamatan less, the office a little."""

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rekam.outreach.planning.turnout import (
    ASSUMED_RHO,
    LEAST,
    MOST,
    Guess,
    Seen,
    learn,
    mean_beyond,
    overdispersion,
    weight_of,
)

PLACES = {
    1: Guess(share=0.3, kecamatan="Kasemen"),
    2: Guess(share=0.3, kecamatan="Kasemen"),
    3: Guess(share=0.3, kecamatan="Curug"),
}
visits = st.builds(
    lambda site, called, share: Seen(site=site, called=called, came=round(called * share)),
    st.sampled_from([1, 2, 3]),
    st.integers(1, 400),
    st.floats(0, 1),
)


def test_without_a_visit_the_guess_stands_and_weighs_one_visit() -> None:
    learnt = learn(PLACES, [])
    assert learnt[1].share == pytest.approx(0.3)
    assert learnt[1].weight == pytest.approx(weight_of(100, rho=ASSUMED_RHO))
    assert learnt[1].visits == 0


def test_one_bad_visit_moves_its_place_most_then_its_kecamatan_then_the_office() -> None:
    learnt = learn(PLACES, [Seen(site=1, called=100, came=10)])
    assert 0.1 < learnt[1].share < learnt[2].share < learnt[3].share < 0.3
    assert learnt[1].share == pytest.approx(0.2), "half of the way after one visit"


def test_many_visits_believe_what_they_saw() -> None:
    learnt = learn(PLACES, [Seen(site=1, called=100, came=60) for _ in range(30)])
    assert learnt[1].share == pytest.approx(0.6, abs=0.02)


def test_a_market_day_does_not_flatter_the_ordinary_day() -> None:
    plain = learn(PLACES, [Seen(site=1, called=100, came=30)])
    market = learn(PLACES, [Seen(site=1, called=100, came=45, lift=1.5)])
    assert market[1].share == pytest.approx(plain[1].share)


def test_whoever_was_not_called_and_places_nobody_knows_teach_nothing() -> None:
    assert learn(PLACES, [Seen(site=1, called=0, came=0), Seen(site=9, called=50, came=1)]) == learn(
        PLACES, []
    )


@given(st.lists(visits, max_size=30))
def test_a_learnt_share_is_a_share_and_gets_surer_with_every_visit(seen: list[Seen]) -> None:
    learnt = learn(PLACES, seen)
    for site, told in learnt.items():
        assert LEAST <= told.share <= MOST
        assert told.visits == sum(one.site == site for one in seen)
        assert (told.alpha + told.beta) == pytest.approx(told.weight)


@pytest.mark.parametrize("rho", [0.02, 0.2])
def test_how_alike_people_behave_is_found_in_the_visits(rho: float) -> None:
    """2,000 visits drawn from a beta-binomial with mean 0.3."""
    luck, concentration = Random(7), 1 / rho - 1
    drawn = []
    for _ in range(2_000):
        share = luck.betavariate(0.3 * concentration, 0.7 * concentration)
        came = sum(luck.random() < share for _ in range(60))
        drawn.append((Seen(site=1, called=60, came=came), 0.3))
    assert overdispersion(drawn) == pytest.approx(rho, rel=0.15)


def test_few_visits_cannot_tell_it() -> None:
    assert overdispersion([(Seen(site=1, called=60, came=60), 0.3)] * 9) == ASSUMED_RHO


def test_learning_beats_the_guess_on_drawn_places() -> None:
    """200 places whose true turn-out is off the guess, each visited twice: a third of the error goes."""
    luck = Random(3)
    guesses = {n: Guess(share=0.35, kecamatan=f"k{n % 6}") for n in range(200)}
    lean = [luck.uniform(0.6, 1.2) for _ in range(6)]
    true = {n: min(0.9, max(0.05, luck.gauss(0.35 * lean[n % 6], 0.06))) for n in guesses}
    seen = [
        Seen(site=n, called=80, came=sum(luck.random() < true[n] for _ in range(80))) for n in guesses
    ] * 2
    learnt = learn(guesses, seen)
    error = sum(abs(learnt[n].share - true[n]) for n in guesses)
    before = sum(abs(guesses[n].share - true[n]) for n in guesses)
    assert error < 0.67 * before


def test_a_visit_whose_time_was_used_up_is_no_sign_that_few_come() -> None:
    """45 of 300 is all that a team manages; taken as it stands it would halve the share."""
    learnt = learn(PLACES, [Seen(site=1, called=300, came=45, full=True)] * 4)
    assert learnt[1].share >= 0.3
    assert learn(PLACES, [Seen(site=1, called=300, came=45)] * 4)[1].share < 0.2


def test_a_full_visit_above_the_guess_teaches_at_least_as_much_as_was_counted() -> None:
    full = learn(PLACES, [Seen(site=1, called=100, came=60, full=True)])
    assert full[1].share > learn(PLACES, [Seen(site=1, called=100, came=60)])[1].share


@given(st.floats(0, 1), st.floats(LEAST, MOST), st.floats(0.005, 0.5))
@example(0.9999999999999999, 0.5, 0.25)
def test_who_came_beyond_the_counted_is_between_them_and_all(
    least: float, expected: float, rho: float
) -> None:
    assert least <= mean_beyond(least, expected=expected, rho=rho) <= 1


def test_knowing_nothing_leaves_the_expected_share() -> None:
    assert mean_beyond(0.0, expected=0.3, rho=0.05) == pytest.approx(0.3, abs=0.005)
