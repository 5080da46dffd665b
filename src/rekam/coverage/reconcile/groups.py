"""Figures that are judged together, and the counts they settle on (pure)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from rekam.coverage.reconcile import closeness
from rekam.coverage.reconcile.figures import Figure, Verdict
from rekam.coverage.reconcile.measures import SHARES, SUMS, Sum


@dataclass(frozen=True, kw_only=True)
class Official:
    """One point of an official series, with its source.

    percent  as the source printed it; None where it printed counts only
    """

    as_of: date
    area_code: str
    wajib: Decimal | None
    recorded: Decimal | None
    percent: Decimal | None
    source: str


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target of the whole country for a measure."""

    due: date
    measure: str
    percent: Decimal


@dataclass(frozen=True)
class Known:
    """What is known besides the figures.

    targets   percentages that the whole country was to reach, with their due days
    parts_of  how many areas lie directly in one, by its code; 0 where that is not known
    code_of   the code of an area called so; "" where no or several areas are
    """

    series: Sequence[Official] = ()
    targets: Sequence[Goal] = ()
    parts_of: Callable[[str], int] = lambda _code: 0
    code_of: Callable[[str], str] = lambda _name: ""


@dataclass(frozen=True)
class Settled:
    """A count after the sums were looked at: its value and by how many people it is uncertain."""

    value: Decimal
    slack: Decimal


@dataclass(frozen=True)
class Blame:
    """A sum that does not add up (or does): the figure it is told of and what that should be."""

    figure: Figure
    expected: Decimal
    slack: Decimal
    verdict: Verdict


@dataclass(frozen=True)
class Group:
    """Figures that one rule looks at together.

    mended   by line, what totals must be by the parts of their areas, where they look mistyped
    """

    figures: tuple[Figure, ...]
    known: Known = field(default_factory=Known)
    mended: Mapping[int, Decimal] = field(default_factory=dict)

    def find(self, measure: str) -> Figure | None:
        """The first figure of a measure."""
        return next((one for one in self.figures if one.measure == measure), None)

    @cached_property
    def settled(self) -> Mapping[str, Settled]:
        """The counts, the blamed ones mended and single missing ones derived."""
        counts = {
            one.measure: Settled(self.mended.get(one.line, one.value), one.numeral.slack)
            for one in reversed(self.figures)
        }
        for addition in SUMS:
            blame = blamed(addition, self)
            if blame and blame.verdict is not Verdict.OK:
                counts[blame.figure.measure] = Settled(blame.expected, blame.slack)
            counts |= _derived(addition, counts)
        return counts


def together(figures: Iterable[Figure], *, key: Callable[[Figure], Hashable]) -> list[tuple[Figure, ...]]:
    """The figures by a key, in their order."""
    found: dict[Hashable, list[Figure]] = {}
    for one in figures:
        found.setdefault(key(one), []).append(one)
    return [tuple(ones) for ones in found.values()]


def by_statement(figure: Figure) -> Hashable:
    """One case, area and day: what may be added up."""
    return figure.case, figure.area_code, figure.as_of


def by_case(figure: Figure) -> Hashable:
    """Everything that one statement said."""
    return figure.case


def by_area(figure: Figure) -> Hashable:
    """Everything said of an area, whoever said it."""
    return figure.area_code


def by_table(figure: Figure) -> Hashable:
    """One column of a table: the same measure for several areas."""
    return figure.case, figure.as_of, figure.measure


def blamed(addition: Sum, group: Group) -> Blame | None:
    """Which figure of a sum is held to be off, and what it should be; None where a part is not printed.

    The one that alone says that it is rounded, else the derived one; but another where the printed
    percentages fit only when that is mended.
    """
    members = [group.find(measure) for measure in addition.members]
    if None in members:
        return None
    figures = {one.measure: one for one in members if one is not None}
    counts = {measure: one.value for measure, one in figures.items()}
    rounded = [name for name, one in figures.items() if one.numeral.says_rounded]
    derived = rounded[0] if len(rounded) == 1 else addition.derived
    name = _likeliest(addition, derived=derived, counts=counts, group=group)
    expected = solved(addition, counts=counts, unknown=name)
    slack = sum((one.numeral.slack for one in figures.values() if one.measure != name), Decimal(0))
    verdict = closeness.of_count(figures[name].numeral, exact=expected, slack=slack)
    return Blame(figures[name], expected, slack, verdict)


def solved(addition: Sum, *, counts: Mapping[str, Decimal], unknown: str) -> Decimal:
    """What one member of a sum must be, by the others."""
    parts = sum((counts[part] for part in addition.parts if part != unknown), Decimal(0))
    return parts if unknown == addition.total else counts[addition.total] - parts


def _likeliest(addition: Sum, *, derived: str, counts: Mapping[str, Decimal], group: Group) -> str:
    fitting = [
        measure
        for measure in addition.members
        if _shares_fit({**counts, measure: solved(addition, counts=counts, unknown=measure)}, group=group)
    ]
    return fitting[0] if len(fitting) == 1 else derived


def _shares_fit(counts: Mapping[str, Decimal], *, group: Group) -> bool:
    """Whether every printed percentage of these counts is right; False where none is printed."""
    verdicts = []
    for measure, share in SHARES.items():
        figure = group.find(measure)
        if figure and share.part in counts and counts.get(share.base):
            exact = closeness.percentage(counts[share.part], whole=counts[share.base])
            verdicts.append(closeness.of_percent(figure.numeral, exact=exact, gap=share.gap))
    return bool(verdicts) and all(verdict is Verdict.OK for verdict in verdicts)


def _derived(addition: Sum, counts: Mapping[str, Settled]) -> dict[str, Settled]:
    missing = [measure for measure in addition.members if measure not in counts]
    if len(missing) != 1:
        return {}
    values = {measure: one.value for measure, one in counts.items()}
    slack = sum((counts[measure].slack for measure in addition.members if measure in counts), Decimal(0))
    value = solved(addition, counts=values, unknown=missing[0])
    return {missing[0]: Settled(value, slack)} if value >= 0 else {}
