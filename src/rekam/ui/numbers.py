"""Numbers as the office writes them: 533.214; 98,19 %; −74. Pure: the language comes in."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Literal

Language = Literal["id", "en"]
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"
NO_BASE = EN_DASH


class Cut(StrEnum):
    """How a share loses its further decimals."""

    DOWN = "down"  # coverage
    UP = "up"  # the gap, so that both sum to 100
    NEAREST = "nearest"  # ordinary shares


def count(number: int, *, language: Language = "id") -> str:
    """A whole number with its thousands parted: 533.214 in Indonesian, 533,214 in English."""
    parted = f"{abs(number):,}"
    if language == "id":
        parted = parted.replace(",", ".")
    return f"{MINUS}{parted}" if number < 0 else parted


def change(number: int, *, language: Language = "id") -> str:
    """A difference with its sign: +41, −74; no difference is 0 without a sign."""
    told = count(number, language=language)
    return f"+{told}" if number > 0 else told


def share(part: int, *, whole: int, cut: Cut = Cut.NEAREST, decimals: int = 2) -> Decimal | None:
    """The share of `part` in `whole` in percent, exact before it is cut; None where there is no base.

    part      count, 0 to `whole`
    whole     count, 0 or more; 0 has no share
    cut       DOWN for coverage and UP for the gap: shares of parts that sum to the whole then sum to 100
    decimals  0 to 4

    A share that is not the whole never becomes 100, and one that is not nothing never becomes 0, when rounded
    to the nearest: 99,996 is told as 99,99.

    Raises ValueError outside these ranges.
    Source: rule of the data 1 (counts are stored; a percentage is never rounded up to a target).
    """
    if not 0 <= part <= whole:
        raise ValueError(f"a part must lie between 0 and the whole of {whole}, not {part}")
    if not 0 <= decimals <= 4:
        raise ValueError(f"decimals must lie between 0 and 4, not {decimals}")
    if whole == 0:
        return None
    return Decimal(_steps(Fraction(part * 100 * 10**decimals, whole), cut, 100 * 10**decimals)).scaleb(
        -decimals
    )


def _steps(exact: Fraction, cut: Cut, most: int) -> int:
    if cut is Cut.DOWN:
        return floor(exact)
    if cut is Cut.UP:
        return ceil(exact)
    nearest = floor(exact + Fraction(1, 2))
    if nearest >= most and exact < most:
        return most - 1
    return max(nearest, 1) if exact > 0 else 0


def decimal(number: Decimal, *, decimals: int, language: Language = "id") -> str:
    """A number with exactly `decimals` places, halves away from zero: 1,81 in Indonesian, 1.81 in English."""
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    parted = f"{abs(rounded):,f}"
    if language == "id":
        parted = parted.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{parted}" if rounded < 0 else parted


def percent(number: Decimal | None, *, decimals: int = 2, language: Language = "id") -> str:
    """A percentage with its unit: "98,19 %" with a no-break space in Indonesian, "98.19%" in English.

    number  in percent, as `share` returns it; None (no base) is told as an en dash
    """
    if number is None:
        return NO_BASE
    told = decimal(number, decimals=decimals, language=language)
    return f"{told}{NO_BREAK_SPACE}%" if language == "id" else f"{told}%"
