"""Rules between statements: targets, one day told twice, official series, renewed bases (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

from rekam.coverage.reconcile import closeness
from rekam.coverage.reconcile.figures import Figure, Finding, Term, Verdict
from rekam.coverage.reconcile.groups import Group, Official
from rekam.coverage.reconcile.measures import TARGET, is_percent


@dataclass(frozen=True)
class Limits:
    """What may still be the same base and the same state of things.

    series_days    how old an official figure may be to speak of a printed one: half a quarter, since
                   within a semester the base stands
    points_a_month how fast a national share may move: three times the 0,17 points of 2017 to 2018, the
                   fastest of the series
    growth_a_year  by which share a base may grow by itself: about 1,8 % turn 17 in a year, 1,2 % for moves
    growth_floor   the share that late entries may add at once
    """

    series_days: int = 46
    points_a_month: Decimal = Decimal("0.5")
    growth_a_year: Decimal = Decimal("0.03")
    growth_floor: Decimal = Decimal("0.001")


LIMITS = Limits()
MONTH_DAYS = 30
YEAR_DAYS = 365


def two_targets(group: Group) -> Iterator[Finding]:
    """One statement has one target for one date; "rampung" or "tuntas" by a date is a target of 100 %."""
    targets = [one for one in group.figures if one.measure == TARGET]
    for one in targets:
        other = next(
            (other for other in targets if _same_promise(one, other) and other.value != one.value), None
        )
        if other:
            facts = {
                "printed_percent": one.value,
                "other_percent": other.value,
                "due": one.due.text or other.due.text,
            }
            rule = "two_targets" if facts["due"] else "two_targets_undated"
            yield Finding(line=one.line, rule=rule, verdict=Verdict.CONFLICT, facts=facts)


def told_twice(group: Group) -> Iterator[Finding]:
    """One day has one number of a measure: two that exclude each other cannot both be right."""
    for one, other in combinations(group.figures, 2):
        same = one.measure == other.measure != TARGET and one.as_of == other.as_of
        if not same or not (one.as_of.is_day or one.case == other.case) or _agree(one, other):
            continue
        for figure, against in ((one, other), (other, one)):
            facts = {"measure": one.measure, "other_case": against.case} | _both(figure, against)
            yield Finding(line=figure.line, rule="told_twice", verdict=Verdict.CONFLICT, facts=facts)


def official_series(group: Group) -> Iterator[Finding]:
    """A figure is held against the official one of its area, where that is near enough in time."""
    for figure in group.figures:
        official = _nearest(figure, series=group.known.series)
        if official is None:
            continue
        if figure.measure == "recorded_percent" and official.percent is not None:
            yield _against_percent(figure, official=official)
        elif figure.measure in {"wajib", "recorded"} and figure.as_of.text == official.as_of.isoformat():
            yield from _against_count(figure, official=official)


def base_changed(group: Group) -> Iterator[Finding]:
    """A base that shrinks, or grows faster than people turn 17, was renewed: its periods are not chained."""
    bases = {one.as_of: one for one in group.figures if one.measure == "wajib" and one.as_of.text}
    ordered = sorted(bases.values(), key=lambda one: (one.as_of.last, one.as_of.first))
    for before, after in pairwise(ordered):
        days = (after.as_of.last - before.as_of.first).days
        growth = LIMITS.growth_a_year * days / YEAR_DAYS + LIMITS.growth_floor
        reach = before.numeral.reach + after.numeral.reach
        if -reach <= after.value - before.value <= before.value * growth + reach:
            continue
        facts = {"printed": after.value, "before": before.value, "before_on": before.as_of.text}
        yield Finding(line=after.line, rule="base_changed", facts=facts)


def other_area(group: Group) -> Iterator[Finding]:
    """A code is not the area whose name stands beside it: codes of Kemendagri and of BPS look alike."""
    for one in group.figures:
        code = group.known.code_of(one.area)
        if code and code != one.area_code:
            facts = {"code": one.area_code, "name": one.area, "code_of_name": code}
            yield Finding(line=one.line, rule="other_area", facts=facts)


def mixed_separators(group: Group) -> Iterator[Finding]:
    """One text parts its thousands in one way: 331,246 beside 335.837 invites a wrong reading."""
    marks = [one.numeral.mark for one in group.figures if one.numeral.mark]
    for one in group.figures:
        usual = max(dict.fromkeys(marks), key=marks.count, default="")
        if one.numeral.mark and one.numeral.mark != usual:
            facts = {"as_printed": one.numeral.printed, "value": one.value}
            yield Finding(line=one.line, rule="mixed_separators", facts=facts)


def _same_promise(one: Figure, other: Figure) -> bool:
    if one is other or one.area_code != other.area_code:
        return False
    return one.due == other.due or not (one.due.text and other.due.text)


def _agree(one: Figure, other: Figure) -> bool:
    reach = max(one.numeral.reach, other.numeral.reach)
    if is_percent(one.measure):
        reach = max(one.numeral.step, other.numeral.step)
    return one.value == other.value or abs(one.value - other.value) < reach


def _both(figure: Figure, against: Figure) -> dict[str, object]:
    name = "_percent" if is_percent(figure.measure) else ""
    return {f"printed{name}": figure.value, f"other{name}": against.value}


def _nearest(figure: Figure, *, series: Sequence[Official]) -> Official | None:
    """The official figure of that area nearest to the day, within the limit."""
    if not figure.as_of.text:
        return None
    near = timedelta(days=LIMITS.series_days)
    known = [one for one in series if one.area_code == figure.area_code and _apart(figure, one.as_of) <= near]
    return min(known, key=lambda one: _apart(figure, one.as_of), default=None)


def _apart(figure: Figure, day: date) -> timedelta:
    """0 for a day inside a printed month or year."""
    return max(figure.as_of.first - day, day - figure.as_of.last, timedelta())


def _against_percent(figure: Figure, *, official: Official) -> Finding:
    assert official.percent is not None
    moved = LIMITS.points_a_month * Decimal(_apart(figure, official.as_of).days) / MONTH_DAYS
    agrees = abs(figure.value - official.percent) <= figure.numeral.step / 2 + moved
    terms: tuple[Term, ...] = ()
    if official.recorded is not None and official.wajib is not None:
        terms = (Term("", "recorded", official.recorded), Term("/", "wajib", official.wajib))
    facts = {
        "printed_percent": figure.value,
        "official_percent": official.percent,
        "official_on": official.as_of.isoformat(),
        "source": official.source,
    }
    return Finding(
        line=figure.line,
        rule="official_series" if not agrees else "official_agrees",
        verdict=Verdict.OK if agrees else Verdict.CONFLICT,
        recomputed=official.percent,
        terms=terms,
        facts=facts,
    )


def _against_count(figure: Figure, *, official: Official) -> Iterator[Finding]:
    count = official.wajib if figure.measure == "wajib" else official.recorded
    if count is None or closeness.of_count(figure.numeral, exact=count) is not Verdict.WRONG:
        return
    facts = {"measure": figure.measure, "printed": figure.value, "official": count, "source": official.source}
    yield Finding(
        line=figure.line, rule="official_count", verdict=Verdict.CONFLICT, recomputed=count, facts=facts
    )
