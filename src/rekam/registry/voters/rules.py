"""Who may vote, who does so for the first time, and who may hand over the list (pure)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rekam.accounts.rules import CENTRE_AREA
from rekam.kernel.dates import age_on, birthday
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality, Status

VOTING_AGE = 17
SHORTEST_SOURCE = 5  # letters


@dataclass(frozen=True)
class Poll:
    """A polling day of the whole country, with the decision that fixed it."""

    on: date
    name: str
    source: str


# The last one before a day decides who is new on it. The decisions as newspapers quoted them.
POLLING_DAYS = (
    Poll(date(2019, 4, 17), "Pemilu 2019", "PKPU 7/2017, diubah PKPU 32/2018; Keppres 10/2019"),
    Poll(date(2024, 2, 14), "Pemilu 2024", "PKPU 3/2022"),
    Poll(date(2024, 11, 27), "Pilkada 2024", "PKPU 2/2024; Keppres 33/2024"),
)
_SERVES = re.compile(r"\b(tni|polri|polisi|kepolisian|tentara)\b", re.IGNORECASE)
_RETIRED = re.compile(r"\b(pensiun\w*|purnawirawan|purnatugas)\b", re.IGNORECASE)


def serves(occupation: str) -> bool:
    """Whether an occupation of the register is service in TNI or Polri; who has retired serves no more."""
    return bool(_SERVES.search(occupation)) and not _RETIRED.search(occupation)


def may_vote(
    *, born: date, ever_married: bool, nationality: Nationality, occupation: str, status: Status, on: date
) -> bool:
    """Whether somebody of the register may vote on a day: a citizen, 17 or ever married, not in TNI or Polri.

    A court's taking away of the right to vote stands in no register of residents and is not looked at.
    Source: UU 7/2017 Pasal 1 angka 34, Pasal 198 and 200 (recall). In force from 2017-08-16.
    """
    if status is not Status.ACTIVE or nationality is not Nationality.WNI or born > on or serves(occupation):
        return False
    return ever_married or age_on(born=born, on=on) >= VOTING_AGE


def check_polling_day(*, on: date, name: str, source: str) -> None:
    """Whether a day may be made known: it is none of those that ship, after the first, and has a source.

    Raises RuleBroken("polling_day_known" | "polling_day_too_early" | "polling_day_source_missing").
    """
    if on in {poll.on for poll in POLLING_DAYS}:
        raise RuleBroken("polling_day_known")
    if on < POLLING_DAYS[0].on:
        raise RuleBroken("polling_day_too_early")
    if not name.strip() or len(source.strip()) < SHORTEST_SOURCE:
        raise RuleBroken("polling_day_source_missing")


def last_before(polling: date, *, days: Iterable[date]) -> date:
    """The polling day before another one.

    Raises RuleBroken("polling_day_too_early") for a day before the first one that is known.
    """
    earlier = [day for day in days if day < polling]
    if not earlier:
        raise RuleBroken("polling_day_too_early")
    return max(earlier)


def is_new(*, born: date, last: date) -> bool:
    """Whether somebody was younger than 17 on the last polling day.

    Who had married by then could vote before 17; the register knows no wedding days, so he is counted anew.
    """
    return birthday(born=born, age=VOTING_AGE) > last


def check_source(*, office_area: str, areas: Collection[str]) -> None:
    """Whether this installation and this officer are the centre's, which alone hands the list to the KPU.

    office_area   the installation's own, "*" for the centre
    areas         those of the officer at work
    Raises RuleBroken("voters_list_centre_only").
    Source: Kemendagri in Kompas, 18 June 2020: the centre hands DP4 to the KPU, regional offices may not.
    """
    if office_area != CENTRE_AREA or CENTRE_AREA not in areas:
        raise RuleBroken("voters_list_centre_only")
