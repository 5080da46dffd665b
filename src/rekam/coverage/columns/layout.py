"""What a row of the columns holds: a person, from one change of what counts until the next.

So a row tells every day between its `since` and `until`, as the register's events know it. Days are numbers
such as 20090226, so that they compare and subtract.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

NEVER, ALWAYS = 99_991_231, 18_500_101
FIRST_DAY = date(1850, 1, 1)  # before anybody in a register was born
LAST_DAY = date(2150, 12, 31)

# name -> type in the file; PostgreSQL hands all of them over as eight bytes
COLUMNS: Mapping[str, str] = {
    "area": "int64",  # the kelurahan's code without dots
    "sex": "int8",  # 1 = P
    "born": "int32",
    "married": "int8",  # ever
    "lawful_until": "int32",  # last day on which the card law reaches him; NEVER for a citizen
    "since": "int32",  # first day on which the row holds, ALWAYS where no event tells
    "until": "int32",  # first day on which it does not; ALWAYS where he is gone since nobody knows when
    "recorded": "int32",
    "print_ready": "int32",
    "printed": "int32",
    "handed": "int32",
    "lost": "int32",
    "disabled": "int8",
    "foreigner": "int8",
    "reach": "int8",
    "channel": "int8",
}
DAYS = ("born", "lawful_until", "since", "until", "recorded", "print_ready", "printed", "handed", "lost")


def number_of(day: date) -> int:
    """The number that stands for a day: 2009-02-26 is 20090226."""
    return day.year * 10_000 + day.month * 100 + day.day


def numbers_of_days() -> np.ndarray:
    """For each day from FIRST_DAY to LAST_DAY its number."""
    days = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    return np.fromiter(map(number_of, days), dtype=np.int32)
