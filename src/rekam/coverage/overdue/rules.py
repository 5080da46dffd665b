"""Whose NIK may be taken out of use because nobody was recorded under it, and when (pure)."""

from dataclasses import dataclass
from datetime import date

from rekam.kernel.dates import birthday
from rekam.registry.entries.rules import RECORD_BY

STEPS = (30, 60, 90)  # days ahead; the longest is how far the list reaches


@dataclass(frozen=True)
class Ahead:
    """Of an area, who is not recorded: past the day, and who reaches it within so many days.

    within  one count for each of STEPS; each holds the one before it
    """

    area_code: str
    past: int
    within: tuple[int, ...]


def may_end_on(born: date) -> date:
    """The 22nd birthday, from which a NIK without a recording may be taken out of use.

    Source: Permendagri 95/2019 Pasal 96. In force from 2019-12-03.
    """
    return birthday(born=born, age=RECORD_BY)
