"""NIK and KK numbers for a whole city at once: unique, dated, with the serial from 0001."""

import numpy as np
import numpy.typing as npt

from rekam.kernel.nik import MAX_SERIAL, WOMAN_DAY_OFFSET

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]


def serials(groups: Ints) -> Ints:
    """The place of each entry among the entries of its group, from 1, in their order."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    first = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    starts = np.flatnonzero(first)
    place = np.empty(len(groups), dtype=np.int64)
    place[order] = np.arange(len(groups)) - starts[np.cumsum(first) - 1] + 1
    return place


def ddmmyy(days: Days) -> Ints:
    """Day, month and last two digits of the year as one number of six digits."""
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    year = (days.astype("datetime64[Y]").astype(np.int64) + 1970) % 100
    return np.asarray(day * 10_000 + month * 100 + year, dtype=np.int64)


def make_niks(*, prefixes: Ints, born: Days, female: npt.NDArray[np.bool_]) -> Ints:
    """A unique NIK for each person, as a number of 16 digits; neighbours of one group get adjacent serials.

    prefixes  six digits of the kecamatan of first registration
    Raises ValueError when one prefix and date would need more than 9999 serials.
    """
    return _numbered(prefixes * 1_000_000 + ddmmyy(born) + female * (WOMAN_DAY_OFFSET * 10_000))


def make_kk_numbers(*, prefixes: Ints, made: Days) -> Ints:
    """A unique KK number for each family, as a number of 16 digits.

    made  day on which the family was recorded
    Raises ValueError when one kecamatan and day would need more than 9999 serials.
    """
    return _numbered(prefixes * 1_000_000 + ddmmyy(made))


def _numbered(stems: Ints) -> Ints:
    serial = serials(stems)
    if len(serial) and serial.max() > MAX_SERIAL:
        raise ValueError("more than 9999 serials on one day and prefix")
    return stems * 10_000 + serial
