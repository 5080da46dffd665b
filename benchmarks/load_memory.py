"""Memory of all server processes over time, as the kernel shares it out among them (PSS)."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import processor

MEGABYTE = 1024  # of kB


@dataclass
class Memory:
    """Processes by name, and what they held when."""

    pids: Mapping[str, int]
    seen: list[tuple[float, dict[str, float]]] = field(default_factory=list)

    def look(self) -> None:
        """Take one sample."""
        self.seen.append((time.monotonic(), {name: megabytes(pid) for name, pid in self.pids.items()}))

    def between(self, begins: float, ends: float, *, name: str) -> Sequence[tuple[float, float]]:
        """Seconds since the beginning and megabytes of a process."""
        return [(at - begins, held[name]) for at, held in self.seen if begins <= at <= ends]


def megabytes(pid: int) -> float:
    """Of a process and all it started."""
    return sum(_pss(one) for one in processor.family(pid)) / MEGABYTE


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """Megabytes a minute, by least squares; 0 for fewer than three samples."""
    if len(samples) < 3:
        return 0.0
    at = sum(x for x, _ in samples) / len(samples)
    held = sum(y for _, y in samples) / len(samples)
    spread = sum((x - at) ** 2 for x, _ in samples)
    return 60 * sum((x - at) * (y - held) for x, y in samples) / spread


def _pss(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
