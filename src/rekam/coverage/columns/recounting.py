"""The count again, over the columns, in DuckDB: for any day, by kelurahan, sex, age and mark."""

from collections.abc import Sequence
from datetime import date

import duckdb

from rekam.coverage.columns.layout import number_of
from rekam.coverage.counters.rules import CHANNEL_BIT, OLDEST, REACH_BIT, Cell, Mark
from rekam.registry.rules import CARD_AGE

YEAR = 10_000  # between the numbers of one day and of the same day a year later


def cells_of(people: duckdb.DuckDBPyRelation, *, on: date) -> Sequence[Cell]:
    """The cells of a day over the columns, sorted; as counters.queries.cells tells them."""
    persons = people.project(f"area, sex, {age(on)} AS age, {mark(on)} AS mark").filter("mark <> 0")
    rows = persons.aggregate("area, sex, age, mark, count(*)", "area, sex, age, mark").fetchall()
    return sorted(Cell(code_of(area), "LP"[sex], age, mark, people) for area, sex, age, mark, people in rows)


def age(on: date) -> str:
    """SQL of the age in whole years; on 28 February somebody of 29 February is not older yet."""
    return f"least(greatest(({number_of(on)} - born) // {YEAR}, 0), {OLDEST})"


def mark(on: date) -> str:
    """SQL of the mark that somebody has on a day."""
    day = number_of(on)
    grown = f"(born <= {day - CARD_AGE * YEAR} OR married = 1)"
    steps = " + ".join(
        f"CASE WHEN {column} <= {day} THEN {step:d} ELSE 0 END"
        for column, step in (
            ("print_ready", Mark.PRINT_READY),
            ("printed", Mark.PRINTED),
            ("handed", Mark.HANDED_OVER),
        )
    )
    return f"""CASE
    WHEN NOT (since <= {day} AND {day} < until AND born <= {day}) THEN 0
    WHEN lawful_until < {day} OR NOT {grown}
      THEN {Mark.POPULATION:d} + CASE WHEN recorded <= {day} THEN {Mark.AHEAD:d} ELSE 0 END
    ELSE {Mark.POPULATION + Mark.WAJIB:d} + disabled * {Mark.DISABLED:d} + foreigner * {Mark.FOREIGN:d}
      + CASE WHEN recorded <= {day} THEN {Mark.RECORDED:d} + channel * {1 << CHANNEL_BIT} + {steps}
        WHEN evidence <= {day} THEN reach * {1 << REACH_BIT} ELSE 0 END
    END::SMALLINT"""


def code_of(area: int) -> str:
    """The code with its dots: 3673021001 is 36.73.02.1001."""
    digits = str(area)
    return ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
