"""Processor time of processes that a benchmark started, as the kernel counts it."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and all that it started, themselves included."""
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    except FileNotFoundError:  # it ended meanwhile
        pass
    return found


def seconds(pid: int) -> float:
    """Processor seconds, of user and kernel, of a process and of those it started that live."""
    return sum(sum(fields[11:13]) for fields in _counted(pid)) / _TICKS


def ended(pid: int) -> float:
    """Processor seconds of what a process and those it started have seen end."""
    return sum(sum(fields[13:15]) for fields in _counted(pid)) / _TICKS


def _counted(pid: int) -> Iterator[list[int]]:
    """The kernel's figures of each process of a family; of one that ends meanwhile none."""
    for one in family(pid):
        try:
            told = Path(f"/proc/{one}/stat").read_text()
        except FileNotFoundError:
            continue
        yield [int(field) if field.lstrip("-").isdigit() else 0 for field in told.rpartition(")")[2].split()]
