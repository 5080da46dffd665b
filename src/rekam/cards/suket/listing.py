"""The list of open letters: whose, how old, and what has become of the recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rekam.cards.suket.models import Suket
from rekam.cards.suket.queries import codes_now
from rekam.cards.suket.rules import Standing, standing
from rekam.cards.suket.words import STANDINGS
from rekam.enrolment.rules import SuketCode
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.registry import queries as registry


@dataclass(frozen=True)
class Line:
    """One open letter.

    name, village  empty where another office has the person by now
    days           since the first letter of this waiting
    code           what a letter of today would bear; None where the card is printed
    """

    suket: Suket
    name: str
    village: str
    days: int
    code: SuketCode | None
    sign: str
    word: object


def lines(sukets: Sequence[Suket], *, on: date) -> list[Line]:
    """These letters as the list shows them."""
    codes = codes_now(sukets)
    return [_line(one, code=codes.get(one.record), on=on) for one in sukets]


def standing_of(suket: Suket, *, on: date) -> Standing:
    """What a letter is worth on a day, as its own office has it."""
    return standing(until=suket.valid_until, withdrawn=suket.withdrawn_at is not None, on=on)


def _line(suket: Suket, *, code: SuketCode | None, on: date) -> Line:
    try:
        holder = registry.get_resident(suket.resident)
        name, village = holder.full_name, area_name(holder.area_code)
    except RuleBroken:  # moved to another office
        name = village = ""
    sign, word = STANDINGS[standing_of(suket, on=on)]
    return Line(suket, name, village, (on - suket.since).days, code, sign, word)
