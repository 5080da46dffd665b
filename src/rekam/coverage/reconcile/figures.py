"""What is judged: a printed figure, and the verdict on it (pure)."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self

from rekam.coverage.reconcile.numerals import Numeral
from rekam.kernel.errors import RuleBroken

NATION = "00"
_AS_OF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Verdict(StrEnum):
    """What is said of a figure, the gravest first."""

    WRONG = "wrong"
    CONFLICT = "conflict"
    LOOSE = "loose"
    NOT_RECOMPUTABLE = "not_recomputable"
    OK = "ok"


GRAVEST_FIRST = tuple(Verdict)


@dataclass(frozen=True)
class AsOf:
    """A day, a month or a year, as exactly as it was printed; "" where it was not."""

    text: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "2018", "2017-11" or "2020-11-23". Raises RuleBroken("reconcile_date_malformed")."""
        found = cls(text.strip())
        try:
            if found.text:
                _ = found.last
        except ValueError as error:
            raise RuleBroken("reconcile_date_malformed", printed=text[:20]) from error
        return found

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.text.count("-") == 2

    @property
    def first(self) -> date:
        """The earliest day it may mean. Raises ValueError where there is none."""
        year, month, day = self._parts()
        return date(year, month or 1, day or 1)

    @property
    def last(self) -> date:
        """The latest day it may mean. Raises ValueError where there is none."""
        year, month, day = self._parts()
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, min(month, 12))[1])

    def _parts(self) -> tuple[int, int, int]:
        found = _AS_OF.fullmatch(self.text)
        if found is None:
            raise ValueError(f"{self.text!r} is no date")
        return int(found[1]), int(found[2] or 0), int(found[3] or 0)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One printed number.

    line      its place in the file or on the page, unique in what is judged together
    due       of a target: when it is to be reached
    sentence  of the article, where it was lifted from one
    heard     it only stands in the article beside the file: others are held against it, nobody asked for it
    """

    line: int
    case: str
    measure: str
    numeral: Numeral
    as_of: AsOf = field(default_factory=AsOf)
    area_code: str = ""
    area: str = ""
    source: str = ""
    due: AsOf = field(default_factory=AsOf)
    sentence: str = ""
    heard: bool = False

    @property
    def value(self) -> Decimal:
        """The number printed."""
        return self.numeral.value


class Term(NamedTuple):
    """One count of what was recomputed: a sign ("", "+", "-" or "/"), its measure, its number."""

    sign: str
    measure: str
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says of one figure.

    verdict     None for a remark that changes no verdict
    recomputed  people, or percent; None where the rule computed nothing
    terms       the counts that it was computed from
    facts       numbers and measures for the sentence (words.SENTENCES)
    """

    line: int
    rule: str
    verdict: Verdict | None = None
    recomputed: Decimal | None = None
    terms: tuple[Term, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A figure with all that was found, the deciding finding first."""

    figure: Figure
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest of the findings."""
        return next((f.verdict for f in self.findings if f.verdict), Verdict.OK)

    @property
    def recomputed(self) -> Decimal | None:
        """What the deciding rule computed, or else the first that computed anything."""
        return next((f.recomputed for f in self.findings if f.recomputed is not None), None)

    @property
    def terms(self) -> tuple[Term, ...]:
        """What that was computed from."""
        return next((f.terms for f in self.findings if f.recomputed is not None), ())
