"""The table of rules, and the judging of figures by it (pure)."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from rekam.coverage.reconcile import shares, statements, sums
from rekam.coverage.reconcile.figures import GRAVEST_FIRST, Figure, Finding, Judgement, Verdict
from rekam.coverage.reconcile.groups import Group, Known, by_area, by_case, by_statement, by_table, together
from rekam.coverage.reconcile.measures import SUMS

Check = Callable[[Group], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: its check, what that looks at together, and whence it comes.

    gives  the verdicts that it may give; none for a remark
    """

    name: str
    check: Check
    source: str
    together: Callable[[Figure], Hashable] = by_statement
    gives: tuple[Verdict, ...] = (Verdict.WRONG,)

    @property
    def asks(self) -> str:
        """What it checks, in a line."""
        addition = next((one for one in SUMS if one.rule == self.name), None)
        if addition:
            return f"{addition.total} = {' + '.join(addition.parts)}; told of {addition.derived}"
        return (self.check.__doc__ or "").split("\n", 1)[0].rstrip(".")


CLOSE = (Verdict.OK, Verdict.LOOSE, Verdict.WRONG)
CONFLICT = (Verdict.CONFLICT,)
ARITHMETIC = "arithmetic"
WAJIB = "who is wajib: UU 24/2013 Pasal 63"
NUMERATOR = "published coverage of 101 %; numerator and base by domicile: docs/explanation/counting.md"
RULES = (
    *(Rule(one.rule, partial(sums.adds_up, addition=one), ARITHMETIC, by_statement, CLOSE) for one in SUMS),
    Rule("parts_of_area", sums.parts_of_area, ARITHMETIC, by_table, CLOSE),
    Rule("more_than_whole", sums.more_than_whole, NUMERATOR),
    Rule("held_for_recorded", sums.held_for_recorded, "the ladder: docs/reference/ladder.md", gives=CONFLICT),
    Rule("minors_counted", sums.minors_counted, WAJIB),
    Rule("range_in_order", sums.range_in_order, ARITHMETIC),
    Rule("share_of_base", shares.share_of_base, ARITHMETIC, gives=CLOSE),
    Rule("other_base", shares.other_base, "a published share of cards that was of the recorded"),
    Rule("other_count", shares.other_count, "the ladder: docs/reference/ladder.md", gives=CONFLICT),
    Rule("over_hundred", shares.over_hundred, NUMERATOR),
    Rule(
        "rounded_up_to_target",
        shares.rounded_up_to_target,
        "a published 99,4 % that was 99,39 %; the sources of the targets",
    ),
    Rule("shares_sum", shares.shares_sum, ARITHMETIC),
    Rule("two_targets", statements.two_targets, "a published interview with two targets", by_case, CONFLICT),
    Rule("told_twice", statements.told_twice, "two papers with two totals of one day", by_area, CONFLICT),
    Rule(
        "official_series",
        statements.official_series,
        "the sources of the series",
        by_area,
        (Verdict.OK, Verdict.CONFLICT),
    ),
    Rule("base_changed", statements.base_changed, "DKB, renewed each semester", by_area, ()),
    Rule("other_area", statements.other_area, "Kemendagri and BPS codes of one kabupaten", by_case, ()),
    Rule("mixed_separators", statements.mixed_separators, "EYD V: thousands are parted by dots", by_case, ()),
    Rule(
        "percentage_alone",
        shares.percentage_alone,
        "counts are stored, percentages derived",
        gives=(Verdict.NOT_RECOMPUTABLE,),
    ),
    Rule(
        "count_as_given",
        sums.count_as_given,
        ARITHMETIC,
        gives=(Verdict.OK, Verdict.NOT_RECOMPUTABLE),
    ),
)
SILENT_BESIDE_OTHERS = ("percentage_alone", "target_alone", "hundred_is_a_target", "count_as_given")


def judge(figures: Sequence[Figure], *, known: Known | None = None) -> list[Judgement]:
    """What the rules say of each figure, in the order of the figures; heard ones are not answered.

    figures  with a `line` of their own each
    known    official series and the areas' parts; none where left out

    Raises ValueError where two figures have one line.
    """
    if len({one.line for one in figures}) != len(figures):
        raise ValueError("each figure needs a line of its own")
    known = known or Known()
    mended = _mended(figures, known=known)
    found: dict[int, list[Finding]] = {one.line: [] for one in figures}
    for rule in RULES:
        for group in together(figures, key=rule.together):
            for finding in rule.check(Group(group, known, mended)):
                found[finding.line].append(finding)
    return [Judgement(figure=one, findings=_weighed(found[one.line])) for one in figures if not one.heard]


def _mended(figures: Sequence[Figure], *, known: Known) -> dict[int, Decimal]:
    """By line, what totals must be that are a slip of the keys away from the sum of their parts."""
    return {
        one.line: one.recomputed
        for group in together(figures, key=by_table)
        for one in sums.parts_of_area(Group(group, known))
        if one.verdict is Verdict.WRONG and one.facts["slip"] and one.recomputed is not None
    }


def _weighed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, remarks last; "not recomputable" and "as given" only where nothing else speaks."""
    ordered = sorted(findings, key=_gravity)
    spoken = [one for one in ordered if one.verdict not in {None, Verdict.NOT_RECOMPUTABLE}]
    silenced = set(SILENT_BESIDE_OTHERS) if spoken else set()
    if any(one.rule == "rounded_up_to_target" for one in ordered):
        silenced.add("share_of_base")  # the same division, told by the graver one
    return tuple(one for one in ordered if one.rule not in silenced)


def _gravity(finding: Finding) -> int:
    return GRAVEST_FIRST.index(finding.verdict) if finding.verdict else len(GRAVEST_FIRST)
