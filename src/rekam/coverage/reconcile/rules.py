"""The table of rules, and the judging of figures by it (pure)."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rekam.coverage.reconcile import shares, statements, sums
from rekam.coverage.reconcile.figures import GRAVEST_FIRST, Figure, Finding, Judgement, Verdict
from rekam.coverage.reconcile.groups import Group, Known, by_area, by_case, by_statement, by_table, together
from rekam.coverage.reconcile.measures import SUMS

Check = Callable[[Group], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks at together, and its check.

    gives  the verdicts that it may give; none for a remark
    """

    name: str
    check: Check
    together: Callable[[Figure], Hashable] = by_statement
    gives: tuple[Verdict, ...] = (Verdict.WRONG,)


CLOSE = (Verdict.OK, Verdict.LOOSE, Verdict.WRONG)
RULES = (
    *(Rule(one.rule, partial(sums.adds_up, addition=one), by_statement, CLOSE) for one in SUMS),
    Rule("parts_of_area", sums.parts_of_area, by_table, CLOSE),
    Rule("more_than_whole", sums.more_than_whole),
    Rule("held_for_recorded", sums.held_for_recorded, by_statement, (Verdict.CONFLICT,)),
    Rule("minors_counted", sums.minors_counted),
    Rule("range_in_order", sums.range_in_order),
    Rule("share_of_base", shares.share_of_base, by_statement, CLOSE),
    Rule("other_base", shares.other_base),
    Rule("over_hundred", shares.over_hundred),
    Rule("rounded_up_to_target", shares.rounded_up_to_target),
    Rule("shares_sum", shares.shares_sum),
    Rule("two_targets", statements.two_targets, by_case, (Verdict.CONFLICT,)),
    Rule("told_twice", statements.told_twice, by_area, (Verdict.CONFLICT,)),
    Rule("official_series", statements.official_series, by_area, (Verdict.OK, Verdict.CONFLICT)),
    Rule("base_changed", statements.base_changed, by_area, ()),
    Rule("mixed_separators", statements.mixed_separators, by_case, ()),
    Rule("percentage_alone", shares.percentage_alone, by_statement, (Verdict.NOT_RECOMPUTABLE,)),
    Rule("count_as_given", sums.count_as_given, by_statement, (Verdict.OK, Verdict.NOT_RECOMPUTABLE)),
)


def judge(figures: Sequence[Figure], *, known: Known | None = None) -> list[Judgement]:
    """What the rules say of each figure, in the order of the figures; heard ones are not answered.

    figures  with a `line` of their own each
    known    official series and the areas' parts; none where left out

    Raises ValueError where two figures have one line.
    """
    if len({one.line for one in figures}) != len(figures):
        raise ValueError("each figure needs a line of its own")
    found: dict[int, list[Finding]] = {one.line: [] for one in figures}
    for rule in RULES:
        for group in together(figures, key=rule.together):
            for finding in rule.check(Group(group, known or Known())):
                found[finding.line].append(finding)
    return [Judgement(figure=one, findings=_weighed(found[one.line])) for one in figures if not one.heard]


def _weighed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, remarks last; "not recomputable" and "as given" only where nothing else speaks."""
    ordered = sorted(findings, key=_gravity)
    spoken = [one for one in ordered if one.verdict not in {None, Verdict.NOT_RECOMPUTABLE}]
    silenced = (
        {"percentage_alone", "target_alone", "hundred_is_a_target", "count_as_given"} if spoken else set()
    )
    return tuple(one for one in ordered if one.rule not in silenced)


def _gravity(finding: Finding) -> int:
    return GRAVEST_FIRST.index(finding.verdict) if finding.verdict else len(GRAVEST_FIRST)
