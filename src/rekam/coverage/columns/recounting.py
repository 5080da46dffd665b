"""The count again, over the columns, in DuckDB: for any day, by kelurahan, sex, age and mark."""

from collections.abc import Sequence
from datetime import date

import duckdb
import numpy as np

from rekam.coverage.columns.layout import number_of
from rekam.coverage.counters.rules import CHANNEL_BIT, OLDEST, REACH_BIT, Cell, Mark
from rekam.registry.rules import CARD_AGE

AGES, MARKS = 128, 1 << 15  # more than there are of each
YEAR = 10_000  # between the numbers of one day and of the same day a year later


def cells_of(people: duckdb.DuckDBPyRelation, *, on: date) -> Sequence[Cell]:
    """The cells of a day over the columns, sorted; as counters.queries.cells tells them."""
    keys, persons = count_by_key(people, on=on)
    keys, marks = np.divmod(keys, MARKS)
    keys, youth = np.divmod(keys, AGES)
    areas, sexes = np.divmod(keys, 2)
    ages = AGES - 1 - youth
    rows = zip(areas.tolist(), sexes.tolist(), ages.tolist(), marks.tolist(), persons.tolist(), strict=True)
    return sorted(Cell(code_of(area), "LP"[sex], *rest) for area, sex, *rest in rows if rest[1])


def count_by_key(people: duckdb.DuckDBPyRelation, *, on: date) -> tuple[np.ndarray, np.ndarray]:
    """The keys of kelurahan, sex, age and mark, and how many persons share each.

    people  as `register.read_register` sorts them: by kelurahan, sex and birth
    """
    # Here and not above, so that the web starts without a compiler.
    from rekam.coverage.columns.tallying import tally

    key = f"((area * 2 + sex) * {AGES} + {AGES - 1} - {age(on)}) * {MARKS} + {mark(on)}"
    return tally(people.project(f"{key} AS key").fetchnumpy()["key"], marks=MARKS)


def age(on: date) -> str:
    """SQL of the age in whole years; on 28 February somebody of 29 February is not older yet."""
    return f"least(greatest(({number_of(on)} - born) // {YEAR}, 0), {OLDEST})"


def here(on: date) -> str:
    """SQL of whether somebody is in the population of a day."""
    day = number_of(on)
    return f"(since <= {day} AND {day} < until AND born <= {day})"


def wajib(on: date) -> str:
    """SQL of whether somebody of the population is wajib on a day."""
    day = number_of(on)
    return f"({day} <= lawful_until AND (born <= {day - CARD_AGE * YEAR} OR married = 1))"


def mark(on: date) -> str:
    """SQL of the mark that somebody has on a day."""
    day = number_of(on)
    steps = " + ".join(
        f"CASE WHEN {column} <= {day} THEN {step:d} ELSE 0 END"
        for column, step in (
            ("print_ready", Mark.PRINT_READY),
            ("printed", Mark.PRINTED),
            ("handed", Mark.HANDED_OVER),
        )
    )
    lost = f"CASE WHEN handed <= {day} AND lost <= {day} THEN {Mark.LOST:d} ELSE 0 END"
    return f"""CASE
    WHEN NOT {here(on)} THEN 0
    WHEN NOT {wajib(on)}
      THEN {Mark.POPULATION:d} + CASE WHEN recorded <= {day} THEN {Mark.AHEAD:d} ELSE 0 END
    ELSE {Mark.POPULATION + Mark.WAJIB:d} + disabled * {Mark.DISABLED:d} + foreigner * {Mark.FOREIGN:d}
      + CASE WHEN recorded <= {day} THEN {Mark.RECORDED:d} + channel * {1 << CHANNEL_BIT} + {steps} + {lost}
        ELSE reach * {1 << REACH_BIT} END
    END::SMALLINT"""


def code_of(area: int) -> str:
    """The code with its dots: 3673021001 is 36.73.02.1001."""
    digits = str(area)
    return ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))
