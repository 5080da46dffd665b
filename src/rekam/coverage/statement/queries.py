"""The counts of a statement, from the register."""

from datetime import date

from rekam.coverage.queries import count_villages
from rekam.coverage.rules import total
from rekam.coverage.statement.rules import Statement, check
from rekam.kernel.region import area_name


def statement(*, area_code: str, on: date, today: date) -> Statement:
    """What the press may be told of an area on a day, counted today.

    Raises RuleBroken("statement_of_future" | "statement_of_nobody").
    """
    counts = total(count_villages(area_code=area_code, on=on).values())
    check(counts, on=on, today=today)
    return Statement(area=area_name(area_code), on=on, counted=today, counts=counts)
