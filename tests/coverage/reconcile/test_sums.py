"""Counts against each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.reconcile.figures import Verdict
from rekam.coverage.reconcile.groups import Known
from rekam.coverage.reconcile.measures import SUMS, Sum
from tests.coverage.reconcile.statements import finding, judged, rules_of, said

PEOPLE = st.integers(1, 10**7)


@given(recorded=PEOPLE, missing=PEOPLE)
def test_wajib_is_recorded_and_not_recorded(recorded: int, missing: int) -> None:
    found = said(f"wajib {recorded + missing}", f"recorded {recorded}", f"not_recorded {missing}")
    assert {one.verdict for one in found.values()} == {Verdict.OK}
    assert found["not_recorded"].recomputed == missing


@given(recorded=PEOPLE, missing=st.integers(1, 10**6).filter(lambda n: n % 100), off=st.integers(1, 10**6))
def test_a_difference_that_is_off_is_wrong(recorded: int, missing: int, off: int) -> None:
    found = said(f"wajib {recorded + missing + off}", f"recorded {recorded}", f"not_recorded {missing}")
    recorded_is_round = recorded % 100 == 0 or (recorded + missing + off) % 100 == 0
    if not recorded_is_round:
        assert found["not_recorded"].verdict is Verdict.WRONG
    assert found["not_recorded"].recomputed == missing + off


def test_one_mistyped_digit_is_named() -> None:
    found = said("wajib 302.411", "recorded 296.148", "not_recorded 6.253")["not_recorded"]
    assert (found.verdict, found.recomputed) == (Verdict.WRONG, 6263)
    assert finding(found, "wajib_adds_up").facts["slip"] == "one_digit_differs"
    assert [(term.sign, term.measure, term.value) for term in found.terms] == [
        ("", "wajib", 302_411),
        ("-", "recorded", 296_148),
    ]


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("6.263", Verdict.OK),
        ("6.200", Verdict.LOOSE),
        ("sekitar 6.300", Verdict.LOOSE),
        ("lebih dari 6.200", Verdict.LOOSE),
        ("hampir 6.300", Verdict.LOOSE),
        ("hampir 6.200", Verdict.WRONG),
        ("lebih dari 6.300", Verdict.WRONG),
        ("6 ribuan", Verdict.LOOSE),
        ("6,2 ribu", Verdict.LOOSE),
        ("sekitar 7.000", Verdict.WRONG),
        ("5.900", Verdict.WRONG),
    ],
)
def test_a_rounded_difference(printed: str, verdict: Verdict) -> None:
    assert (
        said("wajib 302.411", "recorded 296.148", f"not_recorded {printed}")["not_recorded"].verdict
        is verdict
    )


def test_the_percentages_say_which_of_three_numbers_is_off() -> None:
    """99,00 % and 1,00 % fit only when `recorded` is the mistyped one."""
    found = said(
        *("wajib 200.000", "recorded 189.000", "not_recorded 2.000"),
        *("recorded_percent 99,00", "not_recorded_percent 1,00"),
    )
    assert (found["recorded"].verdict, found["recorded"].recomputed) == (Verdict.WRONG, 198_000)
    assert found["not_recorded"].verdict is Verdict.OK


@pytest.mark.parametrize("addition", SUMS, ids=lambda addition: addition.rule)
def test_every_sum_adds_up(addition: Sum) -> None:
    parts = {part: 1_000 + 37 * place for place, part in enumerate(addition.parts)}
    right = [f"{addition.total} {sum(parts.values())}", *(f"{part} {count}" for part, count in parts.items())]
    assert said(*right)[addition.derived].verdict is Verdict.OK
    wrong = [f"{addition.total} {sum(parts.values()) + 7}", *right[1:]]
    judgement = said(*wrong)[addition.derived]
    assert judgement.verdict is Verdict.WRONG
    assert addition.rule in rules_of(judgement)


def test_parts_of_an_area_that_do_not_sum_and_the_swapped_digits() -> None:
    rows = [
        f"c,2025-05-31,36.0{n},first_time,{count}," for n, count in ((1, 40_113), (2, 51_208), (3, 62_631))
    ]
    total = judged("c,2025-05-31,36,first_time,135.952,", *rows)[0]
    assert (total.verdict, total.recomputed) == (Verdict.WRONG, 153_952)
    assert finding(total, "parts_of_area").facts["slip"] == "digits_swapped"


def test_parts_that_are_not_printed_excuse_a_larger_total_but_no_smaller_one() -> None:
    known = Known(parts_of=lambda code: 8 if code == "36" else 0)
    parts = ("c,2025,36.01,wajib,700,", "c,2025,36.02,wajib,800,")
    larger = judged("c,2025,36,wajib,9.001,", *parts, known=known)[0]
    smaller = judged("c,2025,36,wajib,1.401,", *parts, known=known)[0]
    assert (larger.verdict, rules_of(larger)) == (Verdict.OK, {"parts_missing", "count_as_given"})
    assert smaller.verdict is Verdict.WRONG


@given(first=PEOPLE, second=PEOPLE)
def test_parts_that_sum_are_ok(first: int, second: int) -> None:
    rows = (
        f"c,2025,36,wajib,{first + second},",
        f"c,2025,36.01,wajib,{first},",
        f"c,2025,36.02,wajib,{second},",
    )
    assert judged(*rows)[0].verdict is Verdict.OK


def test_more_recorded_than_wajib_is_no_coverage() -> None:
    found = said("wajib 172.811", "recorded 175.093", "recorded_percent 101,32")
    assert "more_than_whole" in rules_of(found["recorded"])
    assert "over_hundred" in rules_of(found["recorded_percent"])
    assert {found["recorded"].verdict, found["recorded_percent"].verdict} == {Verdict.WRONG}


def test_a_card_held_is_no_recording() -> None:
    same = said("wajib 90.000", "recorded 81.417", "held 81.417")["recorded"]
    difference = said("wajib 90.011", "held 81.417", "not_recorded 8.594")["not_recorded"]
    for judgement in (same, difference):
        assert judgement.verdict is Verdict.CONFLICT
        assert "held_for_recorded" in rules_of(judgement)
    meant = said("recorded 81.417", "held 81.417", "held_of_recorded_percent 100")
    assert {one.verdict for one in meant.values()} == {Verdict.OK}


def test_minors_are_not_among_the_missing_wajib() -> None:
    found = said("wajib 50.123", "recorded 48.001", "not_recorded 9.455", "not_recorded_under_17 7.333")
    assert (found["not_recorded"].verdict, found["not_recorded"].recomputed) == (Verdict.WRONG, 2_122)
    assert "minors_counted" in rules_of(found["not_recorded"])


def test_a_range_begins_with_its_low_end() -> None:
    found = said("blanks_per_month_low 20.000", "blanks_per_month_high 15.000")
    assert found["blanks_per_month_low"].verdict is Verdict.WRONG
    assert said("blanks_per_month_low 15.000")["blanks_per_month_low"].verdict is Verdict.OK


def test_a_measure_nobody_knows_is_not_judged() -> None:
    assert said("ktp_digital 4")["ktp_digital"].verdict is Verdict.NOT_RECOMPUTABLE
