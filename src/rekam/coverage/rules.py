"""What is counted, and how it adds up (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import add

from rekam.registry.rules import CARD_AGE

RULE_VERSION = "2026-1"


@dataclass(frozen=True)
class Counts:
    """The counts of one area on one day; whole persons, never percentages.

    wajib       must hold a card that day (registry.rules.is_wajib)
    recorded    of the wajib, recorded by that day; by domicile, wherever the recording was made
    print_ready, printed, handed_over   of the recorded: steps of the ladder reached by that day
    youngest    of the not recorded: 17 or younger, first-time holders
    ahead       recorded before they are wajib; in no other count but the population
    reachable, away, probably_gone   of the not recorded, by the newest evidence; nobody is left out of
                not_recorded for it
    lost        of the handed over: reported lost, and no other card handed over since
    """

    population: int = 0
    wajib: int = 0
    recorded: int = 0
    print_ready: int = 0
    printed: int = 0
    handed_over: int = 0
    youngest: int = 0
    ahead: int = 0
    reachable: int = 0
    away: int = 0
    probably_gone: int = 0
    lost: int = 0

    @property
    def not_recorded(self) -> int:
        """wajib = recorded + not recorded, in every row."""
        return self.wajib - self.recorded

    @property
    def unknown_reach(self) -> int:
        """Of the not recorded, those of whom nobody has brought word yet."""
        return self.not_recorded - self.reachable - self.away - self.probably_gone

    @property
    def not_printed(self) -> int:
        """Of the recorded, those without a card, for whatever reason."""
        return self.recorded - self.printed

    @property
    def not_handed_over(self) -> int:
        """Of the printed cards, those that wait for their holders."""
        return self.printed - self.handed_over

    @property
    def held(self) -> int:
        """Who holds a card: it was handed over, and not reported lost since."""
        return self.handed_over - self.lost

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(add, vars(self).values(), vars(other).values()))


@dataclass(frozen=True)
class Groups:
    """Of the wajib who are not recorded: people whom a team has to come to. One person may be in several.

    elderly   60 or older. Source: UU 13/1998 Pasal 1 (recall)
    disabled  with a note of a disability in the register; to be protected, UU 24/2013 Pasal 84
    foreign   with a permanent stay permit (ITAP) that runs
    """

    elderly: int = 0
    disabled: int = 0
    foreign: int = 0

    def __add__(self, other: "Groups") -> "Groups":
        return Groups(*map(add, vars(self).values(), vars(other).values()))


ELDERLY_AGE = 60
# Whose small counts are hidden outside the home office: being few, they are soon somebody.
SENSITIVE_GROUPS = ("disabled", "foreign")


def total(rows: Iterable[Counts]) -> Counts:
    """The sum of areas; of none it is all zero."""
    return Counts(*map(sum, zip(*(vars(row).values() for row in rows), strict=True)))


def latest_birth(*, on: date, age: int = CARD_AGE) -> date:
    """The latest birth date of those who have reached this age on a day.

    Somebody born on 29 February reaches it on 1 March of a year without that day.
    """
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return on.replace(year=on.year - age, day=28)


def share(part: int, *, of: int) -> float:
    """A percentage, for drawing and classing only; of nothing it is 0."""
    return 100 * part / of if of else 0.0
