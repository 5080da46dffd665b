"""What a resident says is wrong in the register, told at a station: elements, and what they should be. Pure.

It never stops a recording. The home office decides by an entry of the register, with two people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.enrolment import packet_shape as shape
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.rules import CORRECTABLE

LONGEST = 200
MOST_PAPERS = 3


class Element(StrEnum):
    """What can be told to be wrong; the value is the register's column."""

    FULL_NAME = "full_name"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    BLOOD_GROUP = "blood_group"
    ADDRESS = "address"
    RELIGION = "religion"
    MARITAL_STATUS = "marital_status"
    OCCUPATION = "occupation"
    NATIONALITY = "nationality"
    MOTHER_NAME = "mother_name"
    FATHER_NAME = "father_name"


# What the KTP-el shows; names of parents stand on the family card only.
ON_CARD = frozenset(Element) - {Element.MOTHER_NAME, Element.FATHER_NAME}


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One element and what the resident says it should be: a day as YYYY-MM-DD, a sex as "L" or "P"."""

    element: Element
    told: str


def check_told(*, element: str, told: str) -> Correction:
    """What was told, if it can be meant. Raises RuleBroken("correction_malformed", element=...)."""
    clean = " ".join(told.split())
    try:
        known = Element(element)
        if known is Element.BIRTH_DATE and date.fromisoformat(clean).isoformat() != clean:
            raise ValueError("another way to write a day")
        if not 1 <= len(clean) <= LONGEST or (known is Element.SEX and clean not in {"L", "P"}):
            raise ValueError("no such value")
    except ValueError as wrong:
        raise RuleBroken("correction_malformed", element=element[:40]) from wrong
    return Correction(element=known, told=clean)


def correction_from(value: object) -> Correction:
    """A correction from a map that somebody else sent.

    Raises RuleBroken("packet_malformed" | "correction_malformed").
    """
    one = shape.fields(value, where="corrections", kinds={"element": str, "told": str})
    return check_told(element=one["element"], told=one["told"])


def is_on_card(corrections: Iterable[Correction]) -> bool:
    """Whether a card printed now would show what the resident says is wrong."""
    return any(one.element in ON_CARD for one in corrections)


def values_of(corrections: Iterable[Correction]) -> dict[str, str]:
    """What an entry can propose, column and value; an address follows from a move and is none of it."""
    return {str(one.element): one.told for one in corrections if one.element in CORRECTABLE}
