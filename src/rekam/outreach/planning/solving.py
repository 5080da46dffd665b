"""A plan and its proof: the search and the bound side by side, on a core each."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from rekam.outreach.planning.bound import Bound, upper_bound
from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.plan import Plan, Visit, gap_percent
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.quick_bound import quick_bound
from rekam.outreach.planning.search import COLD, HOT, Search

# Moves between two looks at the clock: about a fiftieth of a second.
ROUNDS = 20_000
# A search that is stopped early still cools down, in about a second, from this much warmth.
LAST_STEPS, LAST_WARM = 50, 0.3


@dataclass(frozen=True)
class Progress:
    """Where the work stands: seconds since it began, weighted people, and the proven bound on them.

    upper_bound    on plans whose people missing below floors cost no more than this one's
    """

    seconds: float
    value: float
    upper_bound: float

    @property
    def gap_percent(self) -> float:
        """How far the value may at most lie below the best possible one."""
        return gap_percent(value=self.value, upper_bound=self.upper_bound)


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 0,
    start: Sequence[Visit] | None = None,
    kept: Mapping[tuple[int, int], float] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_bound: Callable[[Bound], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found in so many seconds, by `clock`, with a bound that no plan can exceed.

    start        visits to begin with
    kept         what it is worth, in value, that a site is still visited on a day
    on_progress  is told about every second where the work stands
    on_bound     is told the bound at the end, with what more teams and kits would be worth
    stop         asked often; once true, the best plan so far is returned

    The plan keeps every rule for which a way was found; ask `evaluate` which are broken (a locked date on
    which no team is there, a floor that is not reached; `Bound.conflicts` tells those that nobody reaches).
    Where a floor is missed, the bound is on plans whose people missing cost no more (floors.py).
    """
    began = clock()
    search = Search(problem, seed=seed, start=start, kept=kept)

    proof = _Proof(problem, search, seconds=seconds - (clock() - began), clock=clock)

    def where() -> Progress:
        return Progress(clock() - began, search.value, proof.bound)

    with proof:
        _cool(search, seconds=seconds, where=where, on_progress=on_progress, stop=stop or _never)
    if on_bound and proof.found:
        on_bound(proof.found)
    return plan_of(problem, search.visits(), upper_bound=proof.bound, seconds=where().seconds)


class _Proof:
    """The bound, falling in a thread of its own while the search goes on; both let go of Python's lock."""

    def __init__(
        self, problem: Problem, search: Search, *, seconds: float, clock: Callable[[], float]
    ) -> None:
        self.found: Bound | None = None
        self._quick, self._proven = quick_bound(problem), math.inf
        self._problem, self._search = problem, search
        self._seconds, self._clock = seconds, clock
        self._start = search.visits()
        self._over = threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._prove, name="bound", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self._failed:
            raise self._failed

    def _prove(self) -> None:
        try:
            self.found = upper_bound(
                self._problem,
                seconds=self._seconds,
                known=lambda: self._search.value - self._search.lost,
                start=self._start,
                on_progress=self._lower,
                stop=self._over.is_set,
                clock=self._clock,
            )
            self._lower(self.found.value)
        except BaseException as failed:  # noqa: BLE001 - raised again by the thread that waits for it
            self._failed = failed

    @property
    def bound(self) -> float:
        """On the value of plans that lose no more by floors than the best one so far."""
        return min(self._quick, self._proven + self._search.lost)

    def _lower(self, bound: float) -> None:
        self._proven = min(self._proven, bound)


def plan_of(problem: Problem, visits: Sequence[Visit], *, upper_bound: float, seconds: float) -> Plan:
    """The visits with what `evaluate` says of them."""
    found = evaluate(problem, visits)
    return Plan(
        visits=tuple(visits),
        value=found.value,
        people=found.people,
        upper_bound=upper_bound,
        gap_percent=gap_percent(value=found.value, upper_bound=upper_bound),
        worst_kecamatan_share=found.worst_kecamatan_share,
        seconds=seconds,
    )


def _cool(
    search: Search,
    *,
    seconds: float,
    where: Callable[[], Progress],
    on_progress: Callable[[Progress], None] | None,
    stop: Callable[[], bool],
) -> None:
    """Search while it grows colder with the time that is left, and tell about it every second."""
    told = 0
    while (now := where()).seconds < seconds and not stop():
        search.better(rounds=ROUNDS, temperature=HOT * (COLD / HOT) ** (now.seconds / seconds))
        if on_progress and now.seconds >= told:
            on_progress(now)
            told += 1
    if stop():
        for step in range(1, LAST_STEPS + 1):
            search.better(rounds=ROUNDS, temperature=LAST_WARM * (COLD / LAST_WARM) ** (step / LAST_STEPS))


def _never() -> bool:
    return False
