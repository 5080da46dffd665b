"""What a run of invented requests counts."""

from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter

MARKS = (
    b"Traceback (most recent call last)",
    b'File "/',
    b"Exception Type:",
    b"psycopg.errors",
    b"DETAIL:  ",
)
STUCK_SECONDS = 20.0


@dataclass
class Tried:
    """Requests of a run; lost, doubled and stuck must be 0.

    attempted  requests that were sent
    landed     those answered, in the form that is described
    lost       by their numbers: answers of 5xx, with the text of an error of ours, or of no described form
    doubled    requests that answered twice: none can here, there is one line
    stuck      answers that took longer than STUCK_SECONDS of this machine
    """

    attempted: int = 0
    stuck: int = 0
    faults: list[str] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    began: float = field(default_factory=perf_counter)

    def note(self, status: int, content: bytes, *, of: str, seconds: float) -> None:
        """Count one answer, and what is wrong with it whatever it was about."""
        self.attempted += 1
        self.statuses[status] += 1
        self.stuck += seconds > STUCK_SECONDS
        if status >= 500 or any(mark in content for mark in MARKS):
            self.blame(f"{of}: {status} {content[:300]!r}")

    def blame(self, fault: str) -> None:
        """Tell what is wrong with the last request, which is lost once however much is."""
        self.faults.append(fault)
        self.lost.add(self.attempted)

    def table(self, *, seed: int) -> str:
        """The figures in one line, the statuses in another."""
        lost = len(self.lost)
        figures = {
            "attempted": self.attempted,
            "landed": self.attempted - lost - self.stuck,
            "lost": lost,
            "doubled": 0,
            "stuck": self.stuck,
            "seed": seed,
            "seconds": round(perf_counter() - self.began, 1),
        }
        told = " ".join(f"{name} {value}" for name, value in figures.items())
        return f"{told}\n  statuses {dict(sorted(self.statuses.items()))}"
