"""From which export a file came, after its head was cut, columns dropped, rows sorted or thrown away."""

import random
from collections.abc import Callable
from uuid import UUID

import pytest

from rekam.registry.exports import tracing
from rekam.registry.exports.marks import Marks, name_mark, nik_mark, order, row_code
from rekam.registry.exports.tracing import Known, Trace

KEY = b"k" * 32
ONE, TWO = UUID(int=1), UUID(int=2)
PEOPLE = [(f"36730250{number:04}0001", f"ORANG {chr(65 + number // 26)}{chr(65 + number % 26)} BIN")
          for number in range(200)]  # fmt: skip
CANARY = "3673025201850009"


def rows_of(export: UUID) -> list[list[str]]:
    """The same people in the order of one export, with its row codes and its canary."""
    people = [*PEOPLE, (CANARY if export == ONE else "3673025201850010", "SITI NURHAYATI")]
    places = order([nik for nik, _ in people], export=export, key=KEY)
    return [[*people[place], row_code(export=export, row=row, key=KEY)] for row, place in enumerate(places)]


def known(export: UUID) -> Known:
    rows = rows_of(export)
    marks = Marks(
        tuple(nik_mark(nik, key=KEY) for nik, _, _ in rows),
        tuple(name_mark(name, key=KEY) for _, name, _ in rows),
    )
    return Known(export, Marks.from_bytes(marks.to_bytes()))


def traced(rows: list[list[str]], *, separator: str = ";", head: str = "") -> list[Trace]:
    text = head + "\n".join(separator.join(row) for row in rows)
    made_for = {CANARY: ONE, "3673025201850010": TWO}
    return tracing.trace(tracing.read(text), exports=[known(ONE), known(TWO)], canaries=made_for, key=KEY)


def without_code(rows: list[list[str]]) -> list[list[str]]:
    return [row[:2] for row in rows]


def without_canary(rows: list[list[str]]) -> list[list[str]]:
    return [row for row in rows if row[0] != CANARY]


def shuffled(rows: list[list[str]]) -> list[list[str]]:
    return random.Random(7).sample(rows, len(rows))


def half(rows: list[list[str]]) -> list[list[str]]:
    return rows[::2]


def one_row_of_ten(rows: list[list[str]]) -> list[list[str]]:
    return rows[::10]


@pytest.mark.parametrize(
    "damage",
    [list, shuffled, half, one_row_of_ten, without_canary, lambda rows: shuffled(half(rows))],
    ids=["head cut", "shuffled", "half", "one row of ten", "canary removed", "half, shuffled"],
)
def test_row_codes_survive_a_cut_head_shuffling_and_dropped_rows(
    damage: Callable[[list[list[str]]], list[list[str]]],
) -> None:
    first = traced(damage(rows_of(ONE)))[0]
    assert (first.export, first.is_certain) == (ONE, True)


@pytest.mark.parametrize("separator", [";", ",", "\t", " | "])
def test_whatever_stands_between_the_cells(separator: str) -> None:
    assert traced(rows_of(ONE), separator=separator)[0].export == ONE


def test_a_cell_without_an_end_hides_nothing_that_follows() -> None:
    left = tracing.read('1;"' + "a" * 140_000 + f"\n{CANARY};SITI\n")
    assert CANARY in left.niks


def test_the_canary_survives_without_the_codes_and_shuffled() -> None:
    first = traced(shuffled(without_code(rows_of(ONE))))[0]
    assert (first.export, first.canaries, first.codes, first.is_certain) == (ONE, 1, 0, True)


def test_the_order_alone_tells_two_exports_of_the_same_people_apart() -> None:
    first, second = traced(without_code(without_canary(half(rows_of(ONE)))))
    assert (first.export, first.in_order) == (ONE, 100)
    assert second.in_order < 70
    assert not first.is_certain


def test_names_alone_in_their_order_are_enough_too() -> None:
    names = [[row[1]] for row in rows_of(ONE) if row[0] != CANARY]
    assert [one.in_order for one in traced(names) if one.export == ONE] == [100]


def test_without_codes_canary_and_order_only_the_people_are_known() -> None:
    """What does not survive: two exports of the same people cannot be told apart any more."""
    traces = traced(shuffled(without_code(without_canary(rows_of(ONE)))))
    assert {one.export for one in traces} == {ONE, TWO}
    assert not any(one.is_certain for one in traces)
    assert all(35 < one.in_order < 65 for one in traces)


def test_a_head_that_names_an_export_is_only_its_word() -> None:
    found = {one.export: one for one in traced(rows_of(ONE), head=f"# Ekspor {TWO}\n")}
    assert found[TWO].named
    assert not found[TWO].is_certain
    assert found[ONE].is_certain


def test_a_file_of_other_people_is_nobodys() -> None:
    assert traced([["3601010101010001", "NAMA LAIN"], ["3601010101010002", "ORANG ASING"]]) == []
