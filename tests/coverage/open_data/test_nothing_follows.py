"""No hidden count follows from all published files together, with whatever a reader can put beside it."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rekam.coverage.counters.rules import Cell, Mark
from rekam.coverage.open_data.files import written
from rekam.coverage.open_data.rules import COLUMNS, published, secrets, within
from tests.coverage.reports.test_rules import LIVE

TOP = "36.73"
VILLAGES = ("36.73.01.1001", "36.73.01.1002", "36.73.02.1001", "36.73.02.1002")
WAJIB = Mark.POPULATION | Mark.WAJIB
# Of each kelurahan: who is not recorded, and how many of them are disabled.
PLACES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4)).map(lambda pair: (sum(pair), pair[0])),
    min_size=len(VILLAGES),
    max_size=len(VILLAGES),
)


def cells(places: Sequence[tuple[int, int]]) -> list[Cell]:
    return [
        cell
        for village, (missing, disabled) in zip(VILLAGES, places, strict=True)
        for cell in (
            Cell(village, "P", 30, WAJIB | Mark.DISABLED, disabled),
            Cell(village, "L", 30, WAJIB, missing - disabled),
        )
    ]


def told(places: Sequence[tuple[int, int]]) -> list[Mapping[str, str]]:
    """The rows of the CSV, after the JSON was found to say the same."""
    files = written(published(cells(places), area_code=TOP, rests_on=LIVE), rests_on=LIVE)
    rows = list(csv.DictReader(io.StringIO(files["capaian.csv"].decode())))
    whole = json.loads(files["capaian.json"])
    for row, same in zip(rows, whole["rows"], strict=True):
        assert {name: row[name] for name in COLUMNS} == {
            name: "" if same[name] is None else str(same[name]) for name in COLUMNS
        }
    return rows


def possible(rows: Sequence[Mapping[str, str]]) -> Iterator[Mapping[str, int]]:
    """Every city of which these files could be: the group's count of each area."""
    missing = {row["area_code"]: int(row["not_recorded"]) for row in rows}
    shown = {row["area_code"]: row["not_recorded_disabled"] for row in rows}
    # Where a level is told of, its zeros are too, so an empty cell there is somebody. A 0 says nothing of
    # that where nobody is not recorded, or where it follows from the 0 of the area above.
    some = [code for code in shown if missing[code] and shown.get(code.rpartition(".")[0]) != "0"]
    least = {level: int(any(shown[code] for code in some if code.count(".") == level)) for level in (1, 2, 3)}
    for counts in product(*(range(missing[village] + 1) for village in VILLAGES)):
        city = {TOP: sum(counts), "36.73.01": sum(counts[:2]), "36.73.02": sum(counts[2:])}
        city |= dict(zip(VILLAGES, counts, strict=True))
        if all(
            city[code] == int(shown[code]) if shown[code] else city[code] >= least[code.count(".")]
            for code in missing
        ):
            yield city


@settings(deadline=None, max_examples=40)
@given(places=PLACES)
@example(places=[(1, 1), (6, 5), (9, 3), (9, 4)])  # one person, of whom the other file tells that he is all
@example(places=[(1, 1), (1, 1), (1, 1), (1, 1)])
@example(places=[(9, 2), (9, 0), (9, 0), (9, 0)])
@example(places=[(0, 0), (1, 0), (1, 0), (1, 1)])  # told by kecamatan; zeros below one follow from it
@example(places=[(0, 0)] * 4)
def test_each_hidden_count_could_be_another(places: list[tuple[int, int]]) -> None:
    rows = told(places)
    cities = list(possible(rows))
    for row in rows:
        if not row["not_recorded_disabled"]:
            assert len({city[row["area_code"]] for city in cities}) > 1


@given(places=PLACES)
def test_no_small_count_of_a_sensitive_group_is_shown(places: list[tuple[int, int]]) -> None:
    assert {row["not_recorded_disabled"] for row in told(places)}.isdisjoint("1234")


def test_what_is_large_enough_is_shown() -> None:
    rows = told([(20, 10), (20, 6), (20, 7), (20, 0)])
    assert [row["not_recorded_disabled"] for row in rows] == ["23", "16", "10", "6", "7", "7", "0"]


def test_a_sum_and_its_bounds_tell_of_its_parts() -> None:
    known = {TOP: (8, 8), "36.73.01": (1, 1), "36.73.02": (1, 90)}
    assert within(known) == {TOP: (8, 8), "36.73.01": (1, 1), "36.73.02": (7, 7)}


def test_where_all_of_the_not_recorded_are_of_the_group_it_is_not_told() -> None:
    """5 of 5 would tell of each kelurahan that all of its not recorded are disabled."""
    rows = told([(0, 0), (0, 0), (1, 1), (4, 4)])
    assert [row["not_recorded_disabled"] for row in rows] == ["", "0", "0", "0", "", "", ""]


@pytest.mark.parametrize("bound", [1, 2])
def test_where_it_would_follow_larger_areas_only_are_published(bound: int) -> None:
    people = {VILLAGES[0]: 1, VILLAGES[1]: 12, VILLAGES[2]: 9, VILLAGES[3]: 9}
    bounds = {TOP: 500, "36.73.01": 90, "36.73.02": 90, **dict.fromkeys(VILLAGES, 90), VILLAGES[0]: bound}
    secret = secrets(people, bounds=bounds, top=TOP)
    assert (set(VILLAGES) <= secret, "36.73.01" in secret) == (bound == 1, False)
