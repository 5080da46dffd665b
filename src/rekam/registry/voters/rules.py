"""Who may vote, who does so for the first time, and who may hand over the list (pure)."""

import re
from collections.abc import Collection
from datetime import date

from rekam.accounts.rules import CENTRE_AREA
from rekam.kernel.dates import age_on, birthday
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality, Status

VOTING_AGE = 17
# Polling days of the whole country; the last one before a day decides who is new on it.
POLLING_DAYS = (date(2019, 4, 17), date(2024, 2, 14), date(2024, 11, 27))
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


def last_polling_day(*, before: date) -> date:
    """The polling day before a day.

    Raises RuleBroken("polling_day_too_early") for a day before the first one that is known here.
    """
    earlier = [day for day in POLLING_DAYS if day < before]
    if not earlier:
        raise RuleBroken("polling_day_too_early")
    return earlier[-1]


def is_new(*, born: date, polling: date) -> bool:
    """Whether somebody was younger than 17 on the polling day before this one.

    Who had married by then could vote before 17; the register knows no wedding days, so he is counted anew.
    Raises RuleBroken("polling_day_too_early").
    """
    return birthday(born=born, age=VOTING_AGE) > last_polling_day(before=polling)


def check_source(*, office_area: str, areas: Collection[str]) -> None:
    """Whether this installation and this officer are the centre's, which alone hands the list to the KPU.

    office_area   the installation's own, "*" for the centre
    areas         those of the officer at work
    Raises RuleBroken("voters_list_centre_only").
    Source: Kemendagri in Kompas, 18 June 2020: the centre hands DP4 to the KPU, regional offices may not.
    """
    if office_area != CENTRE_AREA or CENTRE_AREA not in areas:
        raise RuleBroken("voters_list_centre_only")
