"""The names of PostgreSQL's log files (pure): eight digits timeline, sixteen of the place. 16 MiB each.

Source: PostgreSQL 18, section 28.6 "WAL Internals"; every server that Rekam starts has the usual size.
"""

import re
from collections.abc import Iterable, Sequence

from rekam.kernel.errors import RuleBroken

SIZE = 16 * 1024 * 1024
NAME = re.compile(r"^[0-9A-F]{24}$")
IN_A_LOG = 0x1_0000_0000 // SIZE


def place_of(lsn: str) -> int:
    """The byte that an LSN such as "0/3000148" names. Raises ValueError for anything else."""
    high, _, low = lsn.partition("/")
    return (int(high, 16) << 32) + int(low, 16)


def lsn_of(place: int) -> str:
    """The LSN of a byte of the log."""
    return f"{place >> 32:X}/{place & 0xFFFF_FFFF:X}"


def end_of_segment(place: int) -> int:
    """Where the segment ends that a switch has just closed; a place between two segments stays."""
    return -(-place // SIZE) * SIZE


def name_of(number: int, *, timeline: int) -> str:
    """The file name of a segment; the first one is number 0."""
    return f"{timeline:08X}{number // IN_A_LOG:08X}{number % IN_A_LOG:08X}"


def number_of(name: str) -> int:
    """A segment's number, whatever its timeline."""
    return int(name[8:16], 16) * IN_A_LOG + int(name[16:24], 16)


def timeline_of(name: str) -> int:
    """The timeline that a file belongs to."""
    return int(name[:8], 16)


def without_gap(names: Iterable[str], *, first: str, last: str) -> Sequence[str]:
    """The segments from the first to the last, each there.

    Raises RuleBroken("backup_log_missing", name=) with the first one that is not.
    """
    there, wanted = set(names), range(number_of(first), number_of(last) + 1)
    told = [name_of(number, timeline=timeline_of(last)) for number in wanted]
    if not told:
        raise RuleBroken("backup_log_missing", name=first)
    for name in told:
        if name not in there:
            raise RuleBroken("backup_log_missing", name=name)
    return told
