"""Statements against each other, and against official series."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.reconcile import reference
from rekam.coverage.reconcile.figures import Verdict
from rekam.coverage.reconcile.groups import Known, Official
from tests.coverage.reconcile.statements import judged, rules_of

SERIES = Known(
    series=(
        Official(
            as_of=date(2025, 6, 30),
            area_code="00",
            wajib=Decimal(200_000_000),
            recorded=Decimal(195_000_000),
            percent=Decimal("97.5"),
            source="bulletin",
        ),
    )
)


@given(first=st.integers(50, 100), second=st.integers(50, 100))
def test_two_targets_for_one_date_conflict(first: int, second: int) -> None:
    rows = (f"c,2025,36.73,target_percent,{value},2025-12-31" for value in (first, second))
    verdicts = {one.verdict for one in judged(*rows)}
    assert verdicts == ({Verdict.CONFLICT} if first != second else {Verdict.NOT_RECOMPUTABLE})


def test_targets_for_two_dates_or_two_areas_do_not_conflict() -> None:
    found = judged(
        "c,2025,36.73,target_percent,95,2025-12-31",
        "c,2025,36.73,target_percent,99,2026-12-31",
        "c,2025,36.72,target_percent,98,2025-12-31",
    )
    assert {one.verdict for one in found} == {Verdict.NOT_RECOMPUTABLE}


def test_one_day_told_twice() -> None:
    found = judged("a,2025-03-01,36.73,wajib,510.002,", "b,2025-03-01,36.73,wajib,511.377,")
    assert [one.verdict for one in found] == [Verdict.CONFLICT] * 2
    rounded = judged("a,2025-03-01,36.73,wajib,510.002,", "b,2025-03-01,36.73,wajib,510 ribu,")
    assert {one.verdict for one in rounded} == {Verdict.OK}


def test_a_national_percentage_against_the_official_one() -> None:
    far = judged("c,2025-07-10,00,recorded_percent,99,", known=SERIES)[0]
    near = judged("c,2025-07-10,00,recorded_percent,97.6,", known=SERIES)[0]
    old = judged("c,2025-12-10,00,recorded_percent,99,", known=SERIES)[0]
    other = judged("c,2025-07-10,36,recorded_percent,99,", known=SERIES)[0]
    assert (far.verdict, far.recomputed) == (Verdict.CONFLICT, Decimal("97.5"))
    assert near.verdict is Verdict.OK
    assert {old.verdict, other.verdict} == {Verdict.NOT_RECOMPUTABLE}


def test_a_national_count_of_that_very_day() -> None:
    found = judged("c,2025-06-30,00,wajib,201.345.678,", known=SERIES)[0]
    assert (found.verdict, found.recomputed) == (Verdict.CONFLICT, 200_000_000)


def test_a_base_that_jumps_is_never_chained() -> None:
    """14,660 more wajib in ten days is another base, and so is any fall."""
    grown = judged("a,2025-11-23,32.75,wajib,1.797.233,", "b,2025-12-03,32.75,wajib,1.811.893,")
    fallen = judged("a,2025-01-31,36.73,wajib,433.946,", "b,2025-03-31,36.73,wajib,430.322,")
    steady = judged("a,2025-01-31,36.73,wajib,433.946,", "b,2025-07-31,36.73,wajib,437.322,")
    assert ["base_changed" in rules_of(one) for one in grown] == [False, True]
    assert ["base_changed" in rules_of(one) for one in fallen] == [False, True]
    assert not any("base_changed" in rules_of(one) for one in steady)
    assert {one.verdict for one in (*grown, *fallen)} == {Verdict.OK}


def test_separators_of_two_kinds_are_remarked_and_change_no_verdict() -> None:
    found = judged(
        "c,2025,36.73,wajib,335.411,", 'c,2025,36.73,recorded,"331,002",', "c,2025,36.73,not_recorded,4.409,"
    )
    assert [one.verdict for one in found] == [Verdict.OK] * 3
    assert ["mixed_separators" in rules_of(one) for one in found] == [False, True, False]


def test_the_series_that_ships_is_right_in_itself() -> None:
    for point in reference.shipped():
        assert point.source
        if point.wajib and point.recorded and point.percent:
            assert abs(100 * point.recorded / point.wajib - point.percent) <= Decimal("0.005")
