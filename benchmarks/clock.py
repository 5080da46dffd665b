"""Least wall and processor time of some work, and a line of the table for it."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of the processor (this process's threads)."""

    wall: float
    cpu: float


def least(work: Callable[[], object], *, rounds: int) -> Taken:
    """The least of so many rounds, of each figure by itself, after one to warm up."""
    work()
    taken = [_once(work) for _ in range(rounds)]
    return Taken(min(one.wall for one in taken), min(one.cpu for one in taken))


def line(what: str, taken: Taken, *, limit: float | None = None, by: str = "cpu") -> None:
    """Print one row; `limit` in the seconds that `by` names."""
    ratio = f"{getattr(taken, by) / limit:8.2f}" if limit else f"{'':>8}"
    print(f"{what:<58} {taken.wall:8.3f} {taken.cpu:8.3f} {ratio}", flush=True)


def _once(work: Callable[[], object]) -> Taken:
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return Taken(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    used = os.times()
    return used.user + used.system
