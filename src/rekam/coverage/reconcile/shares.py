"""Rules of percentages: of which base, within which rounding (pure)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from rekam.coverage.reconcile import closeness
from rekam.coverage.reconcile.closeness import HUNDRED, percentage, shown
from rekam.coverage.reconcile.figures import Figure, Finding, Term, Verdict
from rekam.coverage.reconcile.groups import Group, Settled
from rekam.coverage.reconcile.measures import SHARES, TARGET, Share, is_percent

BASES = ("wajib", "recorded", "population")
CONFUSED = ("recorded", "held", "printed", "not_recorded", "not_held")
TARGET_YEAR = timedelta(days=366)  # how far from its due day a national target is still spoken of


def share_of_base(group: Group) -> Iterator[Finding]:
    """A percentage is its count of its base, within the rounding of the digits printed."""
    for figure, share, part, base in _with_counts(group):
        exact = percentage(part.value, whole=base.value)
        slack = _slack(part, base=base)
        verdict = closeness.of_percent(figure.numeral, exact=exact, gap=share.gap, slack=slack)
        yield Finding(
            line=figure.line,
            rule="share_of_base",
            verdict=verdict,
            recomputed=shown(exact),
            terms=_terms(share, part=part, base=base),
            facts={
                "measure": share.part,
                "base": share.base,
                "printed_percent": figure.value,
                "exact_percent": shown(exact),
            },
        )


def other_base(group: Group) -> Iterator[Finding]:
    """A percentage that fits another base than its own: 81,74 % of the recorded, not of the wajib."""
    for figure, share, part, base in _with_counts(group):
        own = percentage(part.value, whole=base.value)
        if closeness.of_percent(figure.numeral, exact=own, gap=share.gap) is not Verdict.WRONG:
            continue
        for name in BASES:
            other = group.settled.get(name)
            if name in share[:2] or other is None or other.value < part.value or not other.value:
                continue
            exact = percentage(part.value, whole=other.value)
            if closeness.of_percent(figure.numeral, exact=exact, gap=share.gap) is Verdict.OK:
                facts = {
                    "measure": share.part,
                    "base": share.base,
                    "other": name,
                    "printed_percent": figure.value,
                }
                yield Finding(line=figure.line, rule="other_base", verdict=Verdict.WRONG, facts=facts)


def other_count(group: Group) -> Iterator[Finding]:
    """A percentage that fits another count than its own: cards held, told as recorded."""
    for figure in group.figures:
        share = SHARES.get(figure.measure)
        base = group.settled.get(share.base) if share else None
        if share is None or base is None or not base.value or figure.numeral.step >= 1:
            continue
        own = group.settled.get(share.part)
        if own and _fits(figure, part=own, base=base, gap=share.gap):
            continue
        for other in CONFUSED:
            part = group.settled.get(other) if other.startswith("not_") == share.gap else None
            if part and other != share.part and _fits(figure, part=part, base=base, gap=share.gap):
                facts = {"measure": share.part, "other": other, "printed_percent": figure.value}
                yield Finding(line=figure.line, rule="other_count", verdict=Verdict.CONFLICT, facts=facts)


def _fits(figure: Figure, *, part: Settled, base: Settled, gap: bool) -> bool:
    exact = percentage(part.value, whole=base.value)
    return closeness.of_percent(figure.numeral, exact=exact, gap=gap) is Verdict.OK


def percentage_alone(group: Group) -> Iterator[Finding]:
    """A percentage without its counts cannot be recomputed; 100 % then is a target, not a figure."""
    counted = {figure.line for figure, *_ in _with_counts(group)}
    for figure in group.figures:
        if not is_percent(figure.measure) or figure.line in counted:
            continue
        rule = "target_alone" if figure.measure == TARGET else "percentage_alone"
        rule = "hundred_is_a_target" if _claims_all(figure) else rule
        facts = {"printed_percent": figure.value}
        yield Finding(line=figure.line, rule=rule, verdict=Verdict.NOT_RECOMPUTABLE, facts=facts)


def shares_sum(group: Group) -> Iterator[Finding]:
    """Without counts at least the two shares of one base sum to 100, within their rounding."""
    for part, gap in (("recorded_percent", "not_recorded_percent"), ("held_percent", "not_held_percent")):
        one, other = group.find(part), group.find(gap)
        if not one or not other or _has_counts(group, SHARES[part]):
            continue
        off = abs(one.value + other.value - HUNDRED)
        if off > (one.numeral.step + other.numeral.step) / 2:
            expected = HUNDRED - one.value
            facts = {"sum_percent": one.value + other.value, "expected_percent": expected}
            yield Finding(
                line=other.line,
                rule="shares_sum",
                verdict=Verdict.WRONG,
                recomputed=expected,
                facts=facts,
            )


def over_hundred(group: Group) -> Iterator[Finding]:
    """No coverage exceeds 100 %: who is served here may live elsewhere, or the base is old."""
    for figure in group.figures:
        if figure.measure in SHARES and figure.value > HUNDRED:
            facts = {"printed_percent": figure.value}
            yield Finding(line=figure.line, rule="over_hundred", verdict=Verdict.WRONG, facts=facts)


def rounded_up_to_target(group: Group) -> Iterator[Finding]:
    """A target is reached by people, not by rounding: 99,39 is not 99,4, and 99,996 is not 100."""
    promised = [HUNDRED, *(one.value for one in group.figures if one.measure == TARGET)]
    for figure, share, part, base in _with_counts(group):
        if share.gap:
            continue
        targets = [*promised, *_national(figure, group=group)]
        exact = percentage(part.value, whole=base.value)
        passed = [target for target in targets if exact < target <= figure.value]
        if passed and figure.value - exact <= figure.numeral.step:
            facts = {
                "exact_percent": shown(exact),
                "target_percent": min(passed),
                "short": _short(min(passed), part, base),
            }
            yield Finding(
                line=figure.line,
                rule="rounded_up_to_target",
                verdict=Verdict.WRONG,
                recomputed=shown(exact),
                terms=_terms(share, part=part, base=base),
                facts=facts,
            )


def _national(figure: Figure, *, group: Group) -> Iterator[Decimal]:
    """The national targets that were due about the day of a figure."""
    for goal in group.known.targets if figure.as_of.text else ():
        near = figure.as_of.first - TARGET_YEAR <= goal.due <= figure.as_of.last + TARGET_YEAR
        if goal.measure == figure.measure and near:
            yield goal.percent


def _terms(share: Share, *, part: Settled, base: Settled) -> tuple[Term, ...]:
    return Term("", share.part, part.value), Term("/", share.base, base.value)


def _short(target: Decimal, part: Settled, base: Settled) -> Decimal:
    """How many people are wanting to the target."""
    return (target * base.value / HUNDRED - part.value).to_integral_value(rounding="ROUND_CEILING")


def _with_counts(group: Group) -> Iterator[tuple[Figure, Share, Settled, Settled]]:
    for figure in group.figures:
        share = SHARES.get(figure.measure)
        if share and _has_counts(group, share):
            yield figure, share, group.settled[share.part], group.settled[share.base]


def _has_counts(group: Group, share: Share) -> bool:
    base = group.settled.get(share.base)
    return share.part in group.settled and base is not None and base.value > 0


def _slack(part: Settled, *, base: Settled) -> Decimal:
    """By how many points rounded counts leave a percentage uncertain."""
    return HUNDRED * (part.slack + base.slack) / base.value


def _claims_all(figure: Figure) -> bool:
    return figure.measure in SHARES and not SHARES[figure.measure].gap and figure.value == HUNDRED
