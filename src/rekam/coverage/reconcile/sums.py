"""Rules of counts: sums, parts of an area, one count taken for another (pure)."""

from collections.abc import Iterator
from decimal import Decimal

from rekam.coverage.reconcile import closeness
from rekam.coverage.reconcile.figures import NATION, Figure, Finding, Term, Verdict
from rekam.coverage.reconcile.groups import Group, blamed
from rekam.coverage.reconcile.measures import INSIDE, KNOWN, LADDER, Sum, is_percent


def adds_up(group: Group, *, addition: Sum) -> Iterator[Finding]:
    """A total is the sum of its parts; told of the derived count, or of the one percentages speak against."""
    blame = blamed(addition, group)
    if blame is None:
        return
    yield Finding(
        line=blame.figure.line,
        rule=addition.rule,
        verdict=blame.verdict,
        recomputed=blame.expected,
        terms=tuple(_terms(group, addition=addition, unknown=blame.figure.measure)),
        facts=_told(blame.figure, expected=blame.expected),
    )


def parts_of_area(group: Group) -> Iterator[Finding]:
    """The parts of an area sum to its printed total; parts that are not printed excuse a larger total."""
    for total in group.figures:
        parts = [one for one in group.figures if _is_part(one.area_code, of=total.area_code)]
        if len(parts) < 2 or is_percent(total.measure):
            continue
        expected = sum((one.value for one in parts), Decimal(0))
        missing = group.known.parts_of(total.area_code) - len(parts)
        facts = _told(total, expected=expected) | {
            "number": Decimal(len(parts)),
            "missing": Decimal(max(missing, 0)),
        }
        if missing > 0 and expected < total.value:
            yield Finding(line=total.line, rule="parts_missing", facts=facts)
            continue
        slack = sum((one.numeral.slack for one in parts), Decimal(0))
        terms = tuple(
            Term("+" if place else "", one.area or one.area_code, one.value)
            for place, one in enumerate(parts)
        )
        verdict = closeness.of_count(total.numeral, exact=expected, slack=slack)
        yield Finding(
            line=total.line,
            rule="parts_of_area",
            verdict=verdict,
            recomputed=expected,
            terms=terms,
            facts=facts,
        )


def more_than_whole(group: Group) -> Iterator[Finding]:
    """Who is counted in a part is counted in its whole: 175.087 recorded of 172.806 is no coverage."""
    for part, whole in (*INSIDE, *LADDER):
        inner, outer = group.find(part), group.find(whole)
        if inner and outer and inner.value > outer.value:
            yield Finding(
                line=inner.line,
                rule="more_than_whole" if (part, whole) in INSIDE else "more_than_step_before",
                verdict=Verdict.WRONG,
                facts={"measure": part, "base": whole, "printed": inner.value, "whole": outer.value},
            )


def held_for_recorded(group: Group) -> Iterator[Finding]:
    """Who holds a card and who is recorded are two counts: one number is not both, unless 100 % is said."""
    if group.find("held_of_recorded_percent"):
        return
    for told, real in (("recorded", "held"), ("not_recorded", "not_held")):
        figure, other = group.find(told), group.settled.get(real)
        if figure and other and figure.value == other.value > 0:
            facts = {"measure": told, "other": real, "printed": figure.value}
            yield Finding(line=figure.line, rule="held_for_recorded", verdict=Verdict.CONFLICT, facts=facts)


def minors_counted(group: Group) -> Iterator[Finding]:
    """Who is under 17 is not wajib yet: the missing wajib and the minors are never one number."""
    figure, minors = group.find("not_recorded"), group.find("not_recorded_under_17")
    wajib, recorded = group.find("wajib"), group.find("recorded")
    if not (figure and minors and wajib and recorded):
        return
    expected = wajib.value - recorded.value
    if minors.value and figure.value == expected + minors.value:
        facts = {"printed": figure.value, "expected": expected, "minors": minors.value}
        yield Finding(
            line=figure.line, rule="minors_counted", verdict=Verdict.WRONG, recomputed=expected, facts=facts
        )


def range_in_order(group: Group) -> Iterator[Finding]:
    """The low end of a range is not above its high end."""
    low, high = group.find("blanks_per_month_low"), group.find("blanks_per_month_high")
    if low and high and low.value > high.value:
        facts = {"printed": low.value, "high": high.value}
        yield Finding(line=low.line, rule="range_in_order", verdict=Verdict.WRONG, facts=facts)


def count_as_given(group: Group) -> Iterator[Finding]:
    """A count that nothing speaks against is taken as given; a measure we do not know is not."""
    for one in group.figures:
        if one.measure not in KNOWN:
            verdict, rule = Verdict.NOT_RECOMPUTABLE, "measure_unknown"
            yield Finding(line=one.line, rule=rule, verdict=verdict, facts={"name": one.measure})
        elif not is_percent(one.measure):
            yield Finding(line=one.line, rule="count_as_given", facts={"measure": one.measure})


def _told(figure: Figure, *, expected: Decimal) -> dict[str, object]:
    return {
        "measure": figure.measure,
        "printed": figure.value,
        "expected": expected,
        "off": abs(figure.value - expected),
        "slip": closeness.slip(figure.value, exact=expected) or "",
    }


def _terms(group: Group, *, addition: Sum, unknown: str) -> Iterator[Term]:
    """What the unknown member is computed from: the total less the other parts, or all parts."""
    for measure in addition.members:
        figure = group.find(measure)
        if figure is None or measure == unknown:
            continue
        first = measure == addition.total or (unknown == addition.total and measure == addition.parts[0])
        sign = "+" if unknown == addition.total else "-"
        yield Term("" if first else sign, measure, figure.value)


def _is_part(code: str, *, of: str) -> bool:
    if of == NATION:
        return len(code) == 2 and code != NATION
    return code.startswith(f"{of}.") and code.count(".") == of.count(".") + 1
