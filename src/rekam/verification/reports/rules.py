"""Semesters, what a report of use counts, and when its confirmation is late (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

# Our own measure; the law asks for the report and names no days.
CONFIRM_WITHIN = timedelta(days=30)


class Figures(TypedDict):
    """What a report says, as it is stored: counts only.

    fields   by field: confirmed, not confirmed
    codes    by the code why a NIK was not confirmed, whether it was told or not
    """

    purpose: str
    questions: int
    confirmed: int
    rupiah: int
    fields: dict[str, list[int]]
    codes: dict[str, int]


@dataclass(frozen=True, order=True)
class Semester:
    """The first or the second half of a year; written 2026-1."""

    year: int
    half: int

    @property
    def text(self) -> str:
        """As it is stored and asked for."""
        return f"{self.year}-{self.half}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def before(self) -> "Semester":
        """The one before it."""
        return Semester(self.year, 1) if self.half == 2 else Semester(self.year - 1, 2)


def semester_of(day: date) -> Semester:
    """The semester in which a day lies."""
    return Semester(day.year, 1 if day.month <= 6 else 2)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question as a report counts it."""

    matches: Mapping[str, bool]
    confirmed: bool
    code: str
    rupiah: int


def figures(lines: Iterable[Line], *, purpose: str) -> Figures:
    """The counts of a semester's questions."""
    told = Figures(purpose=purpose, questions=0, confirmed=0, rupiah=0, fields={}, codes={})
    for line in lines:
        told["questions"] += 1
        told["confirmed"] += line.confirmed
        told["rupiah"] += line.rupiah
        for field, right in line.matches.items():
            told["fields"].setdefault(field, [0, 0])[not right] += 1
        if line.code:
            told["codes"][line.code] = told["codes"].get(line.code, 0) + 1
    return told


def is_overdue(*, made_on: date, confirmed: bool, on: date) -> bool:
    """Whether an institution should have confirmed its report by now."""
    return not confirmed and on > made_on + CONFIRM_WITHIN
