"""How near a printed number is to the recomputed one, and what sort of slip lies between them (pure)."""

from decimal import Decimal
from enum import StrEnum

from rekam.coverage.reconcile.figures import Verdict
from rekam.coverage.reconcile.numerals import Nearness, Numeral

HUNDRED = Decimal(100)
PLACES = Decimal("0.0001")


class Slip(StrEnum):
    """How somebody may have typed one number for another."""

    SWAPPED = "digits_swapped"
    ONE_DIGIT = "one_digit_differs"
    LOST_DIGIT = "digit_lost_or_doubled"


def of_count(printed: Numeral, *, exact: Decimal, slack: Decimal = Decimal(0)) -> Verdict:
    """A printed count against what it should be: ok, loose or wrong.

    slack  people by which `exact` itself is uncertain, since it comes from rounded numbers

    Loose is a visibly rounded number less than one step off, on the side its word says ("hampir" is
    below the number printed, "lebih dari" above it).
    """
    if printed.value == exact:
        return Verdict.OK
    if not _on_its_side(printed, exact=exact):
        return Verdict.WRONG
    near = abs(printed.value - exact) < printed.reach + slack
    return Verdict.LOOSE if near else Verdict.WRONG


def of_percent(printed: Numeral, *, exact: Decimal, gap: bool, slack: Decimal = Decimal(0)) -> Verdict:
    """A printed percentage against the exact one, within the rounding of its digits.

    gap    the share of who is missing: cut up, as coverage is cut down, so that both sum to 100
    slack  points by which `exact` itself is uncertain

    Rounded to the nearest or cut the honest way is ok; "hampir 98 %" for 97,3 is loose.
    """
    off = printed.value - exact
    honest = off if gap else -off
    if abs(off) <= printed.step / 2 or 0 <= honest < printed.step:
        return Verdict.OK
    rounded = printed.nearness is not Nearness.EXACT and _on_its_side(printed, exact=exact)
    if (rounded and abs(off) < printed.step) or abs(off) <= printed.step / 2 + slack:
        return Verdict.LOOSE
    return Verdict.WRONG


def percentage(part: Decimal, *, whole: Decimal) -> Decimal:
    """The exact share in percent, before any rounding. Raises ValueError for a whole of 0."""
    if whole == 0:
        raise ValueError("nothing has no shares")
    return HUNDRED * part / whole


def shown(percent: Decimal) -> Decimal:
    """A recomputed percentage as it is told: to four decimals."""
    return percent.quantize(PLACES)


def slip(printed: Decimal, *, exact: Decimal) -> Slip | None:
    """What a wrong count most likely came from; None where it is no slip of the keys."""
    ours, theirs = str(int(exact)), str(int(printed))
    if len(ours) == len(theirs):
        differing = [place for place, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
        if len(differing) == 1:
            return Slip.ONE_DIGIT
        if len(differing) == 2 and _swapped(ours, theirs, *differing):
            return Slip.SWAPPED
        return None
    longer, shorter = sorted((ours, theirs), key=len, reverse=True)
    lost = len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
    return Slip.LOST_DIGIT if lost else None


def _swapped(ours: str, theirs: str, first: int, second: int) -> bool:
    return ours[first] == theirs[second] and ours[second] == theirs[first]


def _on_its_side(printed: Numeral, *, exact: Decimal) -> bool:
    if printed.nearness is Nearness.ALMOST:
        return exact < printed.value
    if printed.nearness is Nearness.MORE_THAN:
        return exact > printed.value
    return True
