"""Daily limits by role, and when they are near (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rekam.accounts.rules import Role

WARN_AT = 80  # percent
MOST_EXTRA = 10_000


class Sort(StrEnum):
    """What is counted apart: residents on pages and lists, and residents in files that two people allowed."""

    LOOKS = "looks"
    EXPORTED = "exported"


# Residents shown on pages a day. An operator who serves 100 people sees some ten names before each; a
# verifikator decides up to 1,440 cases of 20 seconds in eight hours.
LOOKS: Mapping[Role, int] = MappingProxyType(
    {
        Role.OPERATOR: 2_000,
        Role.VERIFIKATOR: 3_000,
        Role.BACK_OFFICE: 3_000,
        Role.STOCK_KEEPER: 500,
        Role.ADJUDICATOR: 1_000,
        Role.HEAD: 2_000,
        Role.LURAH: 1_500,
        Role.SCHOOL_HEAD: 500,
        Role.AUDITOR: 1_000,
        Role.ADMINISTRATOR: 200,
    }
)
OTHERS = 200
EXPORTED = 20_000


@dataclass(frozen=True)
class Standing:
    """Where an officer stands on a day: residents shown so far, of how many."""

    used: int
    limit: int

    @property
    def is_near(self) -> bool:
        """Whether at least 80 % of the limit are used."""
        return self.used * 100 >= self.limit * WARN_AT

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self.used >= self.limit


def limits(text: str) -> dict[Role, int]:
    """The limits of looks by role, with those of a setting in place of ours.

    text   "operator=1500,head=500", roles by their code; empty leaves ours
    Raises ValueError for an unknown role, or a number that is none or below 1.
    """
    told = dict(LOOKS)
    for part in filter(None, (part.strip() for part in text.split(","))):
        role, _, number = part.partition("=")
        if int(number) < 1:
            raise ValueError(f"a limit is at least 1, not {number}")
        told[Role(role.strip())] = int(number)
    return told


def fits(*, used: int, people: int, limit: int) -> bool:
    """Whether that many people more may be shown: all of them or none."""
    return used + people <= limit


def extra_is_sound(extra: int) -> bool:
    """Whether a limit may be raised by that many for a day: 1 to 10,000."""
    return 1 <= extra <= MOST_EXTRA
