"""What a run shows: latencies by phase, the issue's table, and which of its lines held."""

import os
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks import load_counted
from benchmarks.load_asker import Asked
from benchmarks.load_hostile import Harmed
from benchmarks.load_memory import Memory, slope
from benchmarks.load_phases import Phase
from benchmarks.load_stations import Sent, Synced

P99_SECONDS, INTAKE_SECONDS, NORMAL_SECONDS, HONEST_SECONDS = 0.25, 2.0, 30.0, 2.0
ANSWERED_SECONDS = 5.0
WINDOW = 5.0  # of which each must be normal from then on
MOST_MINUTE, MOST_SHARE = 4.0, 0.1  # megabytes a minute; growth over the second half of the steady load
LET_GO_SECONDS = 40.0  # a line that says nothing, or too little, is closed by then
SHED = {200, 429, 503}


@dataclass(frozen=True, kw_only=True)
class Run:
    """All that was seen."""

    seed: int
    phases: Sequence[Phase]
    asked: Sequence[Asked]
    sent: Synced
    harmed: Harmed
    memory: Memory
    alive: bool

    def questions(self, phase: str) -> Sequence[Asked]:
        """Those due in a phase."""
        return [one for one in self.asked if one.phase == phase]

    def packets(self, phase: str) -> Sequence[Sent]:
        """Those due in a phase."""
        return [one for one in self.sent.packets if one.phase == phase]

    def phase(self, name: str) -> Phase:
        """The phase of that name."""
        return next(one for one in self.phases if one.name == name)


def tell(run: Run) -> int:
    """Print it; 0 where every line held."""
    _latencies(run)
    _harm(run.harmed)
    counted = [load_counted.questions(run.asked), load_counted.packets(run.sent.packets)]
    seconds = run.phases[-1].ends - run.phases[0].begins
    print("\n| what | attempted | landed | lost | doubled | stuck | seed | seconds |\n" + "|---" * 8 + "|")
    for one in counted:
        print(f"| {one.what} | {one.attempted} | {one.landed} | {one.lost} | {one.doubled} ", end="")
        print(f"| {one.stuck} | {run.seed} | {seconds:.0f} |")
    told = [*judged(run)]
    told += [(f"{one.what}: none lost, doubled", one.lost + one.doubled == 0, "") for one in counted]
    told += [("none of the stations' packets stuck", counted[1].stuck == 0, "")]
    print("\n| line of the issue | | |\n|---|---|---|")
    for line, held, fact in told:
        print(f"| {line} | {'held' if held else 'NOT HELD'} | {fact} |")
    return 0 if all(held for _, held, _ in told) else 1


def judged(run: Run) -> Iterator[tuple[str, bool, str]]:
    """Each line, whether it held, and by what."""
    steady = run.questions("steady")
    p99, bad = cut(steady, 99), sum(one.status != 200 for one in steady)
    yield (
        "steady: p99 <= 250 ms, all answered",
        p99 <= P99_SECONDS and not bad,
        f"{p99 * 1000:.0f} ms, {bad} not",
    )
    over = Counter(one.status for one in run.questions("overload"))
    yield "overload: only 200, 429, 503", set(over) <= SHED, str(dict(over))
    slowest = max((one.seconds for one in run.questions("overload") if one.status == 200), default=0.0)
    yield "overload: answered within 5 s, or refused", slowest <= ANSWERED_SECONDS, f"slowest {slowest:.1f} s"
    silent = sum(one.status in {429, 503} and not one.again for one in run.asked)
    yield "each refusal says when to come again", silent == 0, f"{silent} do not"
    slowest = max((one.seconds for one in run.packets("overload")), default=0.0)
    yield "overload: intake <= 2 s", slowest <= INTAKE_SECONDS, f"slowest {slowest:.2f} s"
    after = normal_after(run.questions("after overload"), run.phase("after overload"))
    yield "normal within 30 s", after <= NORMAL_SECONDS, f"{after:.0f} s"
    honest = run.questions("harm")
    late = sum(one.status not in SHED or one.seconds > HONEST_SECONDS for one in honest)
    answered = sum(one.status == 200 for one in honest)
    yield (
        "harm: honest clients answered",
        late == 0 and answered > len(honest) * 0.9,
        f"{answered} of {len(honest)}, {late} late",
    )
    slowest = max((one.seconds for one in run.packets("harm")), default=0.0)
    yield "harm: intake <= 2 s", slowest <= INTAKE_SECONDS, f"slowest {slowest:.2f} s"
    held = {sort: seconds for sort, seconds in run.harmed.longest.items() if sort != "slow reader"}
    longest = max(held.values(), default=0.0)
    yield "lines that hold up are let go", longest <= LET_GO_SECONDS, f"longest {longest:.0f} s"
    yield "no process ended", run.alive, ""
    yield from _memory(run)


def _memory(run: Run) -> Iterator[tuple[str, bool, str]]:
    steady = run.phase("steady")
    for name in run.memory.pids:
        samples = run.memory.between(steady.begins + steady.seconds / 2, steady.ends, name=name)
        rises = slope(samples)
        grown = rises * steady.seconds / 120
        held = samples[0][1] if samples else 0.0
        flat = rises <= MOST_MINUTE or grown <= MOST_SHARE * held
        yield f"memory of {name} flat", flat, f"{held:.0f} MB, {rises:+.1f} MB a minute"


def normal_after(asked: Sequence[Asked], phase: Phase) -> float:
    """Seconds after the overload from which every window of five is normal."""
    last = 0.0
    for begins in range(0, int(phase.seconds), int(WINDOW)):
        window = [one for one in asked if begins <= one.due - phase.begins < begins + WINDOW]
        if cut(window, 99) > P99_SECONDS or any(one.status != 200 for one in window):
            last = begins + WINDOW
    return last


def cut(asked: Sequence[Asked], percent: int) -> float:
    """A percentile of what was answered with 200, in seconds; 0 for too few."""
    times = [one.seconds for one in asked if one.status == 200]
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else 0.0


def _latencies(run: Run) -> None:
    print(f"\nload of the machine {os.getloadavg()[0]:.1f}; calls of stations {run.sent.calls}, ", end="")
    print(f"failed {dict(Counter(run.sent.failed))}")
    print(
        "| phase | due | 200 | refused | silent | p50 ms | p99 ms | most | refused p99 | packets | slowest |"
    )
    print("|---" * 11 + "|")
    for phase in run.phases:
        asked, packets = run.questions(phase.name), run.packets(phase.name)
        good = [one for one in asked if one.status == 200]
        refused = sorted(one.seconds for one in asked if one.status in {429, 503})
        most = max((one.seconds for one in good), default=0.0)
        late = refused[int(len(refused) * 0.99)] if refused else 0.0
        slowest = max((one.seconds for one in packets), default=0.0)
        print(f"| {phase.name} | {len(asked)} | {len(good)} | {len(refused)} ", end="")
        print(f"| {sum(one.status == 0 for one in asked)} | {cut(asked, 50) * 1000:.0f} ", end="")
        print(f"| {cut(asked, 99) * 1000:.0f} | {most * 1000:.0f} | {late * 1000:.0f} ", end="")
        print(f"| {len(packets)} | {slowest * 1000:.0f} |")
    for name in run.memory.pids:
        held = [megabytes[name] for _, megabytes in run.memory.seen]
        if held:
            print(f"memory of {name}: {held[0]:.0f} MB, at most {max(held):.0f}, at last {held[-1]:.0f}")


def _harm(harmed: Harmed) -> None:
    print("\n| harm | opened | at once | refused | closed by the server | longest s |\n" + "|---" * 6 + "|")
    for sort, opened in harmed.opened.items():
        print(f"| {sort} | {opened} | {harmed.most.get(sort, 0)} | {harmed.refused[sort]} ", end="")
        print(f"| {harmed.closed[sort]} | {harmed.longest.get(sort, 0.0):.0f} |")
