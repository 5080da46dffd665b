"""Percentages against their counts."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.reconcile.figures import Verdict
from tests.coverage.reconcile.statements import rules_of, said

WAJIB = st.integers(1_001, 10**7)


@given(wajib=WAJIB, share=st.floats(0.01, 0.97), decimals=st.integers(0, 3))
def test_a_percentage_rounded_as_printed_is_ok(wajib: int, share: float, decimals: int) -> None:
    recorded = int(wajib * share)
    exact = 100 * Decimal(recorded) / wajib
    step = Decimal(1).scaleb(-decimals)
    for rounding in (ROUND_HALF_UP, ROUND_FLOOR):
        printed = exact.quantize(step, rounding=rounding)
        found = said(f"wajib {wajib}", f"recorded {recorded}", f"recorded_percent {printed}")
        assert found["recorded_percent"].verdict is Verdict.OK
    gap = (100 - exact).quantize(step, rounding=ROUND_CEILING)
    found = said(f"wajib {wajib}", f"recorded {recorded}", f"not_recorded_percent {gap}")
    assert found["not_recorded_percent"].verdict is Verdict.OK


@given(wajib=st.integers(100_001, 10**7).filter(lambda n: n % 100), off=st.sampled_from([-3, -2, 2, 3]))
def test_a_percentage_two_steps_off_is_wrong(wajib: int, off: int) -> None:
    recorded = wajib * 3 // 4 | 1
    printed = (100 * Decimal(recorded) / wajib).quantize(Decimal("0.1")) + Decimal(off) / 10
    found = said(f"wajib {wajib}", f"recorded {recorded}", f"recorded_percent {printed}")["recorded_percent"]
    assert found.verdict is Verdict.WRONG
    assert found.recomputed == (100 * Decimal(recorded) / wajib).quantize(Decimal("0.0001"))


def test_a_percentage_alone_cannot_be_recomputed() -> None:
    found = said("recorded_percent 93")["recorded_percent"]
    assert (found.verdict, found.recomputed) == (Verdict.NOT_RECOMPUTABLE, None)
    assert rules_of(said("recorded_percent 100 %")["recorded_percent"]) == {"hundred_is_a_target"}


def test_the_missing_count_is_derived() -> None:
    found = said("wajib 7.604.119", "not_recorded 201.223", "recorded_percent 97,35")
    assert found["recorded_percent"].verdict is Verdict.OK


def test_a_percentage_from_rounded_counts_is_loose_at_best() -> None:
    """17 thousand of 430.911 is between 3,7 and 4,2 %."""
    assert said("wajib 430.911", "not_recorded 17 ribu", "recorded_percent 96,2")[
        "recorded_percent"
    ].verdict in {
        Verdict.LOOSE,
        Verdict.OK,
    }
    assert said("wajib 430.911", "not_recorded 17 ribu", "recorded_percent 97")[
        "recorded_percent"
    ].verdict is (Verdict.WRONG)


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("hampir 98", Verdict.LOOSE),
        ("lebih dari 97", Verdict.OK),
        ("sekitar 97", Verdict.OK),
        ("sekitar 95", Verdict.WRONG),
    ],
)
def test_a_rounding_word_before_a_percentage(printed: str, verdict: Verdict) -> None:
    found = said("wajib 10.001", "recorded 9.734", f"recorded_percent {printed}")
    assert found["recorded_percent"].verdict is verdict


def test_the_base_that_a_percentage_really_has_is_named() -> None:
    found = said("wajib 492.801", "recorded 445.611", "held 364.233", "held_percent 81,74")["held_percent"]
    assert found.verdict is Verdict.WRONG
    assert rules_of(found) == {"share_of_base", "other_base"}
    named = said("recorded 445.611", "held 364.233", "held_of_recorded_percent 81,74")
    assert named["held_of_recorded_percent"].verdict is Verdict.OK


def test_two_shares_of_one_base_sum_to_a_hundred() -> None:
    assert (
        said("recorded_percent 90,42", "not_recorded_percent 9,85")["not_recorded_percent"].verdict
        is Verdict.WRONG
    )
    alone = said("recorded_percent 90,15", "not_recorded_percent 9,85")
    assert {one.verdict for one in alone.values()} == {Verdict.NOT_RECOMPUTABLE}


@pytest.mark.parametrize(
    ("figures", "short"),
    [
        (("wajib 1.800.217", "recorded 1.789.217", "recorded_percent 99,4", "target_percent 99,4"), 199),
        (("wajib 100.003", "recorded 99.999", "recorded_percent 100"), 4),
    ],
)
def test_a_target_is_not_reached_by_rounding(figures: tuple[str, ...], short: int) -> None:
    found = said(*figures)["recorded_percent"]
    assert found.verdict is Verdict.WRONG
    facts = next(one.facts for one in found.findings if one.rule == "rounded_up_to_target")
    assert facts["short"] == short


@given(wajib=WAJIB, missing=st.integers(1, 1_000))
def test_nobody_reaches_a_hundred_while_somebody_is_missing(wajib: int, missing: int) -> None:
    found = said(f"wajib {wajib}", f"recorded {wajib - missing}", "recorded_percent 100,00")
    assert found["recorded_percent"].verdict is Verdict.WRONG
