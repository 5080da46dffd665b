"""The semester table: what each column counts, and that every row and every sum adds up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.counters.rules import Cell, Mark
from rekam.coverage.reports.rules import AT_STEP, COUNTED, NOT_KEPT, RestsOn, Row, Table, table
from rekam.kernel.region import Level

LIVE = RestsOn(base="live", on=date(2026, 11, 22), rule_version="2026-1", counted_on=date(2026, 11, 22))
VILLAGES = ("36.73.01.1001", "36.73.01.1002", "36.73.02.1001")
WAJIB = Mark.POPULATION | Mark.WAJIB
RECORDED = WAJIB | Mark.RECORDED
READY = RECORDED | Mark.PRINT_READY
PRINTED = READY | Mark.PRINTED
HELD = PRINTED | Mark.HANDED_OVER
CELLS = st.lists(
    st.builds(
        Cell,
        area_code=st.sampled_from(VILLAGES),
        sex=st.sampled_from("LP"),
        age=st.integers(0, 90),
        mark=st.sampled_from(
            [0, Mark.POPULATION, WAJIB, RECORDED, READY, PRINTED, PRINTED | Mark.HANDED_OVER]
        ),
        people=st.integers(1, 5000),
    ),
    max_size=12,
)


def of(cells: list[Cell], **named: object) -> Table:
    return table(cells, area_code="36.73", rests_on=LIVE, **named)  # type: ignore[arg-type]


def cell(mark: int, *, people: int = 1, sex: str = "P", village: str = VILLAGES[0]) -> Cell:
    return Cell(village, sex, 30, mark, people)


@given(cells=CELLS)
def test_every_row_adds_up(cells: list[Cell]) -> None:
    made = of(cells)
    for row in (*made.rows, made.total):
        told = {name: row.counts[name] or 0 for name in COUNTED}
        assert told["population"] == told["population_male"] + told["population_female"]
        assert told["wajib"] == told["wajib_male"] + told["wajib_female"]
        assert told["wajib"] == told["recorded"] + told["not_recorded"]
        assert told["recorded"] == told["printed"] + told["not_printed"]
        assert told["held"] <= told["recorded"]
        assert told["waiting_for_print"] <= told["not_printed"]


@given(cells=CELLS)
def test_kelurahan_add_up_to_their_kecamatan_and_those_to_the_total(cells: list[Cell]) -> None:
    made = of(cells)
    for parent in (*made.rows, made.total):
        parts = [row for row in made.rows if row.code.rpartition(".")[0] == parent.code]
        if parts:
            sums = {name: sum(row.counts[name] or 0 for row in parts) for name in COUNTED}
            assert sums == {name: parent.counts[name] for name in COUNTED}


@given(cells=CELLS)
def test_coverage_and_gap_make_a_hundred(cells: list[Cell]) -> None:
    for row in of(cells).rows:
        recorded, gap = row.value("recorded_percent"), row.value("not_recorded_percent")
        if row.counts["wajib"]:
            assert Decimal(recorded or 0) + Decimal(gap or 0) == 100


def test_a_share_is_never_rounded_up_to_its_target() -> None:
    row = of([cell(RECORDED, people=99_999), cell(WAJIB)]).total
    assert (row.value("recorded_percent"), row.value("not_recorded_percent")) == (
        Decimal("99.99"),
        Decimal("0.01"),
    )


def test_cards_have_two_denominators() -> None:
    row = of([cell(HELD, people=3), cell(RECORDED), cell(WAJIB, people=2)]).total
    assert (row.value("held_percent"), row.value("held_of_recorded_percent")) == (50, 75)


def test_who_is_no_wajib_is_counted_in_the_population_only() -> None:
    row = of([cell(Mark.POPULATION | Mark.AHEAD)]).total
    assert {name for name, people in row.counts.items() if people} == {"population", "population_female"}


def test_a_kecamatan_stands_before_its_kelurahan() -> None:
    made = of([cell(WAJIB, village=village) for village in VILLAGES])
    assert [row.code for row in made.rows] == ["36.73.01", *VILLAGES[:2], "36.73.02", VILLAGES[2]]


def test_the_kelurahan_can_be_left_out() -> None:
    made = of([cell(WAJIB, village=village) for village in VILLAGES], deepest=Level.KECAMATAN)
    assert [(row.code, row.counts["wajib"]) for row in made.rows] == [("36.73.01", 2), ("36.73.02", 1)]


def test_what_nobody_keeps_is_not_told_as_zero() -> None:
    row = of([cell(WAJIB)]).total
    assert [row.value(name) for name in (*AT_STEP, NOT_KEPT)] == [None, None, None]


def test_the_steps_of_today_are_summed_like_the_rest() -> None:
    steps = {"sent_for_enrolment": {VILLAGES[0]: 2, VILLAGES[2]: 5}, "duplicates": {}}
    made = of([cell(WAJIB, village=village) for village in VILLAGES], at_step=steps)
    assert [row.counts["sent_for_enrolment"] for row in made.rows] == [2, 2, 0, 5, 5]
    assert (made.total.counts["sent_for_enrolment"], made.total.counts["duplicates"]) == (7, 0)


def test_nobody_makes_an_empty_table() -> None:
    made = of([])
    assert (made.rows, made.total.counts["wajib"], made.total.value("recorded_percent")) == ([], 0, None)


@pytest.mark.parametrize("code", ["36.73.01", "36.73.01.1001"])
def test_a_smaller_area_is_a_table_of_its_own(code: str) -> None:
    made = table([cell(WAJIB)], area_code=code, rests_on=LIVE)
    assert made.total == Row(code, made.total.counts)
    assert all(row.code.startswith(f"{code}.") for row in made.rows)
