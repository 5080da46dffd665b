"""Numbers as people print them: "460.915", "98,63 persen", "17 ribu", "sekitar 4.500" (pure)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

SCALES = {
    "ribu": 1_000,
    "rb": 1_000,
    "ribuan": 1_000,
    "juta": 1_000_000,
    "jt": 1_000_000,
    "jutaan": 1_000_000,
    "thousand": 1_000,
    "million": 1_000_000,
}
# Two zeros at the end come by chance once in a hundred; one zero comes too often to mean anything.
ROUND_ZEROS = 2


class Nearness(StrEnum):
    """The rounding word in front of a number."""

    EXACT = "exact"
    ABOUT = "about"
    ALMOST = "almost"
    MORE_THAN = "more_than"


WORDS = {
    Nearness.ABOUT: "sekitar|kurang lebih|kira-kira|sekira|kisaran|about|around|some|roughly|approximately",
    Nearness.ALMOST: (
        "hampir|nyaris|mendekati|kurang dari|di bawah|almost|nearly|close to|less than|fewer than"
    ),
    Nearness.MORE_THAN: "lebih dari|di atas|sedikitnya|setidaknya|more than|over|at least",
}
NEARNESS = "|".join(WORDS.values())
# Thousands parted by spaces, or by dots and commas, which also part decimals.
SPACES = " \u00a0\u2009\u202f"
DIGITS = rf"(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)*)"
SCALE_WORDS = "|".join(sorted(SCALES, key=len, reverse=True))
UNITS = "orang|jiwa|warga|penduduk|keping|people|residents|cards"
_SIGNS = {"±": Nearness.ABOUT, "~": Nearness.ABOUT, "≈": Nearness.ABOUT, "<": Nearness.ALMOST}
_SIGNS |= {">": Nearness.MORE_THAN}
_FORM = re.compile(
    rf"(?:(?P<near>{NEARNESS}|[±~≈<>])\s*)?(?P<digits>{DIGITS})-?\s*(?P<scale>{SCALE_WORDS})?"
    rf"\s*(?P<percent>%|persen|per\s?cent)?(?:\s+(?P<more>lebih))?(?:\s+(?:{UNITS}))?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(.*\d)[.,]0{1,2}")  # people as a spreadsheet writes them: 4500.0, 460.915,00
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """A number with what its print says about its precision.

    value    the number itself; a percentage in percent
    step     what one unit of the last digit that counts is worth: 0.01 for 98,63; 100 for 4.500
    mark     the sign between thousands, "." or ","; "" where there is none
    scaled   printed in thousands or millions; `vague` in "20 ribuan"
    printed  as it stood in print
    """

    value: Decimal
    step: Decimal
    printed: str
    mark: str = ""
    nearness: Nearness = Nearness.EXACT
    scaled: bool = False
    vague: bool = False

    @property
    def says_rounded(self) -> bool:
        """Whether the print itself says that not every digit is meant."""
        return self.nearness is not Nearness.EXACT or self.scaled

    @property
    def reach(self) -> Decimal:
        """How far the true number may lie from a rounded one: less than one step; 0 when not rounded.

        Zeros at the end look rounded too. At most a tenth of the number, except for "20 ribuan", which
        means 20 to 30 thousand.
        """
        if not self.says_rounded and self.step <= 1:
            return Decimal(0)
        return self.step if self.vague else min(self.step, max(self.value / 10, Decimal(1)))

    @property
    def slack(self) -> Decimal:
        """By how much it leaves other numbers uncertain: its reach where it says so, else it is meant."""
        return self.reach if self.says_rounded else Decimal(0)


def numeral(text: str, *, percent: bool) -> Numeral:
    """The number of a printed text.

    percent  a decimal sign is expected; in counts three digits after a sign are thousands

    Raises RuleBroken("reconcile_not_a_number"); for 1.234,567 people
    RuleBroken("reconcile_separators_mixed"); for 98 % as a count RuleBroken("reconcile_percent_for_count").
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise RuleBroken("reconcile_not_a_number", printed=text[:40])
    if found["percent"] and not percent:
        raise RuleBroken("reconcile_percent_for_count", printed=text[:40])
    scale = (found["scale"] or "").lower()
    value, decimals, mark = _digits(found["digits"], decimal=percent or bool(scale))
    factor = Decimal(SCALES.get(scale, 1))
    value, step = value * factor, factor.scaleb(-decimals)
    if not percent:
        if value != value.to_integral_value():
            raise RuleBroken("reconcile_not_a_number", printed=text[:40])
        step = max(step, _round_step(value))
    return Numeral(
        value=value,
        step=step,
        printed=text.strip(),
        mark=mark,
        nearness=Nearness.MORE_THAN if found["more"] else nearness(found["near"] or ""),
        scaled=bool(scale),
        vague=scale.endswith("an"),
    )


def nearness(words: str) -> Nearness:
    """What a rounding word or sign means; without one the number is meant as it stands."""
    if words in _SIGNS:
        return _SIGNS[words]
    for kind, pattern in WORDS.items():
        if words and re.fullmatch(pattern, words, re.IGNORECASE):
            return kind
    return Nearness.EXACT


def _digits(text: str, *, decimal: bool) -> tuple[Decimal, int, str]:
    """Value, decimals and the sign of the thousands."""
    if re.search(f"[{SPACES}]", text):
        return Decimal(re.sub(f"[{SPACES}]", "", text)), 0, " "
    if not decimal and (whole := _WHOLE.fullmatch(text)):
        text = whole[1]
    signs = re.findall("[.,]", text)
    grouped = _GROUPED.fullmatch(text)
    if not signs:
        return Decimal(text), 0, ""
    if grouped and (len(signs) > 1 or not decimal):
        return Decimal(re.sub("[.,]", "", text)), 0, signs[0]
    if len(signs) == 1 and decimal:
        return Decimal(text.replace(",", ".")), len(re.split("[.,]", text)[1]), ""
    raise RuleBroken(
        "reconcile_separators_mixed" if len(set(signs)) > 1 else "reconcile_not_a_number", printed=text
    )


def _round_step(value: Decimal) -> Decimal:
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0")) if value else 0
    return Decimal(10) ** zeros if zeros >= ROUND_ZEROS else Decimal(1)
