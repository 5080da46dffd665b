"""Measuring a whole search: people are looked for among very many strangers, by all parts that they have.

A gallery is filled with strangers that are known to be nobody; the people stand in its first rows, as an
office recorded them once, and each probe is another visit. So every probe tells both: whether its own person
is found, and whether a stranger is taken for it. After each round other people take their place.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.bench_intervals import share_interval
from rekam.abis.engine import compare, finger_index
from rekam.abis.engine.fusion import Decision
from rekam.abis.engine.gallery import View
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import FINGERS, Position
from rekam.abis.engine.rows import rows_of
from rekam.abis.engine.search import search
from rekam.abis.engine.shortlist import INDEXED
from rekam.abis.engine.template import PersonTemplate

Tell = Callable[[str], None]
Columns = Mapping[Position, npt.NDArray[np.uint64]]

TOLD_EVERY: Final = 5.0
"""Seconds between two lines of progress."""
COMPARED: Final = 5_000
"""Strangers whose scores are shown beside those between the people."""
ONE_BY_ONE: Final = 100_000
"""Rows over which ten fingers are compared exhaustively; of a larger gallery the time is worked out."""
KINDS: Final = ("finger", "iris", "face")
BYTES_A_PAGE: Final = 4_096


@dataclass(frozen=True, eq=False)
class Person:
    """One body of the bench: as recorded, and another visit of it. None = nothing could be extracted.

    probed  whether it is looked for; or it only stands in the gallery
    """

    name: str
    recorded: PersonTemplate | None
    visit: PersonTemplate | None
    probed: bool = True


Rounds = Iterable[Sequence[Person]]


@dataclass(frozen=True)
class Outcome:
    """What one probe was answered: decision on its own person, and the highest on a stranger."""

    person: int
    own: Decision
    stranger: Decision
    look_alike: frozenset[tuple[str, str]]
    parts: int
    seconds: float


def persons(
    columns: Columns, *, rounds: Rounds, probes: int, parameters: Parameters, tell: Tell, of: str
) -> dict[str, object]:
    """The figures of docs/reference/abis-bench.md.

    columns  strangers, writeable; the people of a round take the place of the first
    rounds   as many people in each, whose fingers are the same in all: the indices are made once
    probes   searches at most
    of       whose bodies the people are, in words
    """
    around = iter(rounds)
    people = next(around)
    view = _gallery(columns, people=people)
    tell(f"{len(people)} people among {len(view):,}; {compare.cores()} cores")
    started = time.perf_counter()
    view = replace(view, indices=_indices(view, parameters=parameters))
    indexing = time.perf_counter() - started
    found, memory = _searched(
        view, first=people, rounds=around, probes=probes, parameters=parameters, tell=tell
    )
    tell("comparing strangers' scores, and ten fingers with everybody")
    _put(columns, people=people)  # as at first: the later rounds are mates of theirs
    return {
        **_rates(found, people=len(people), persons=len(view)),
        "by_parts": _by_parts(found),
        "seconds_per_probe": round(statistics.median(_seconds(found)), 4),
        "seconds_at_most": round(max(_seconds(found)), 4),
        "rss_gb": round(memory[0], 3),
        "private_gb": round(memory[1], 3),
        "index_seconds": round(indexing, 1),
        "index_gb": round(sum(index.bytes for index in view.indices.values()) / 1e9, 3),
        "exhaustive_seconds_per_probe": round(exhaustive_seconds(view), 3),
        "scanned_fingers": parameters.scanned_fingers,
        "people": len(people),
        "people_are": of,
        "cores": compare.cores(),
        "threshold": round(parameters.threshold_duplicate(gallery=len(view)), 2),
        "look_alike": sorted({pair for one in found for pair in one.look_alike}),
        "strangers": _strangers(view, people=people),
    }


def _gallery(columns: Columns, *, people: Sequence[Person]) -> View:
    size = len(columns[Position.FACE])
    if len(people) >= size:
        raise ValueError(f"{len(people)} people need a gallery of more than {size}")
    _put(columns, people=people)
    ids = np.zeros((size, 16), dtype=np.uint8)
    ids[:, 8:] = np.arange(size, dtype=">u8").view(np.uint8).reshape(-1, 8)
    return View(ids=ids, columns=columns)


def _put(columns: Columns, *, people: Sequence[Person]) -> None:
    rows = [rows_of(person.recorded) if person.recorded is not None else {} for person in people]
    for position, column in columns.items():
        column[: len(people)] = 0
        for k, parts in enumerate(rows):
            if position in parts:
                column[k] = parts[position]


def _indices(view: View, *, parameters: Parameters) -> dict[Position, finger_index.FingerIndex]:
    """As a gallery keeps them: of many people, where fingers are looked for at all."""
    if len(view) < parameters.index_from or not parameters.scanned_fingers:
        return {}
    return finger_index.indices_of(view.columns, positions=INDEXED)


def _searched(
    view: View, *, first: Sequence[Person], rounds: Rounds, probes: int, parameters: Parameters, tell: Tell
) -> tuple[Sequence[Outcome], tuple[float, float]]:
    """Every outcome, and the most memory in use, as `memory_gb`."""
    found: list[Outcome] = []
    memory, told = (0.0, 0.0), time.monotonic()
    for people in chain([first], rounds):
        _put(view.columns, people=people)
        for k in [k for k, person in enumerate(people) if person.probed][: probes - len(found)]:
            if not found:  # compile, and read what is searched from disk, before the clock starts
                _search(view, people=people, person=k, parameters=parameters)
            found.append(_search(view, people=people, person=k, parameters=parameters))
            memory = max(memory, memory_gb())
            if time.monotonic() - told > TOLD_EVERY:
                told = time.monotonic()
                tell(f"  {len(found)} of {probes} probes")
        if len(found) >= probes:
            break
    return found, memory


def _search(view: View, *, people: Sequence[Person], person: int, parameters: Parameters) -> Outcome:
    probe = people[person].visit
    started = time.perf_counter()
    found = [] if probe is None else search(probe, gallery=view, parameters=parameters)
    seconds = time.perf_counter() - started
    by_row = {one.subject.int: one.decision for one in found}
    strangers = {decision for row, decision in by_row.items() if row >= len(people)}
    hits = [row for row, d in by_row.items() if row < len(people) and row != person and d is Decision.HIT]
    return Outcome(
        person=person,
        own=by_row.get(person, Decision.NONE),
        stranger=next((d for d in (Decision.HIT, Decision.UNCLEAR) if d in strangers), Decision.NONE),
        look_alike=frozenset(_pair(people[person].name, people[row].name) for row in hits),
        parts=0 if probe is None else len(probe.positions),
        seconds=seconds,
    )


def _seconds(found: Sequence[Outcome]) -> list[float]:
    """Of the probes with the most parts: eyes alone are found much sooner."""
    most = max(one.parts for one in found)
    return [one.seconds for one in found if one.parts == most]


def _rates(found: Sequence[Outcome], *, people: int, persons: int) -> dict[str, object]:
    """Percent of probes; the intervals count people, whose visits depend on each other, and not probes."""
    asked = min(people, len({one.person for one in found}))
    shares = {
        "fnir": [one.own is not Decision.HIT for one in found],
        "fpir": [one.stranger is Decision.HIT for one in found],
        "fnir_review": [one.own is Decision.NONE for one in found],
        "fpir_review": [one.stranger is not Decision.NONE for one in found],
    }
    figures: dict[str, object] = {"persons": persons, "probes": len(found)}
    for name, errors in shares.items():
        share = sum(errors) / len(errors)
        figures[name] = round(100.0 * share, 4)
        figures[f"{name}_ci"] = [round(100.0 * end, 4) for end in share_interval(share, of=asked)]
    return figures


def _by_parts(found: Sequence[Outcome]) -> dict[int, dict[str, int]]:
    """How many probes of so many parts there were, and how many of them were no hit, or not even unclear."""
    counted: dict[int, dict[str, int]] = {}
    for one in sorted(found, key=lambda one: one.parts):
        told = counted.setdefault(one.parts, {"probes": 0, "no_hit": 0, "not_found": 0})
        told["probes"] += 1
        told["no_hit"] += one.own is not Decision.HIT
        told["not_found"] += one.own is Decision.NONE
    return counted


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def exhaustive_seconds(view: View) -> float:
    """What stage 1 of all ten fingers over the whole gallery takes; the last of the gallery is the probe."""
    rows = np.arange(min(len(view), ONE_BY_ONE), dtype=np.int64)
    spent = 0.0
    for position in FINGERS:
        column = view.columns[position]
        column[: len(rows)].max()  # read from disk before the clock starts
        started = time.perf_counter()
        compare.quick(position, probe=np.array(column[-1]), column=column, rows=rows)
        spent += time.perf_counter() - started
    return spent * len(view) / len(rows)


def _strangers(view: View, *, people: Sequence[Person]) -> dict[str, dict[str, object]]:
    """How strangers' quick scores spread: the people against the made-up, and against each other."""
    made: dict[str, list[npt.NDArray[np.float32]]] = {kind: [] for kind in KINDS}
    among: dict[str, list[npt.NDArray[np.float32]]] = {kind: [] for kind in KINDS}
    far = np.arange(len(people), min(len(view), len(people) + COMPARED), dtype=np.int64)
    for k, person in enumerate(people):
        near = np.delete(np.arange(len(people), dtype=np.int64), k)
        parts = rows_of(person.recorded) if person.recorded is not None else {}
        for position, probe in parts.items():
            column, kind = view.columns[position], position.kind
            there = near[[compare.present(position, row=column[row]) for row in near]]
            made[kind].append(compare.exact(position, probe=probe, column=column, rows=far))
            among[kind].append(compare.exact(position, probe=probe, column=column, rows=there))
    return {
        kind: {"made_up": _spread(made[kind]), "people": _spread(among[kind])} for kind in KINDS if made[kind]
    }


def _spread(parts: Sequence[npt.NDArray[np.float32]]) -> dict[str, float | int]:
    scores = np.concatenate(parts)
    if not len(scores):
        return {"pairs": 0}
    return {
        "pairs": len(scores),
        "mean": round(float(scores.mean()), 4),
        "deviation": round(float(scores.std()), 4),
        "p99": round(float(np.percentile(scores, 99)), 4),
        "p999": round(float(np.percentile(scores, 99.9)), 4),
    }


def memory_gb() -> tuple[float, float]:
    """The memory of this process that is in use now: with mapped files, and without them."""
    told = Path("/proc/self/statm").read_text(encoding="ascii").split()
    resident, shared = int(told[1]), int(told[2])
    return resident * BYTES_A_PAGE / 1e9, (resident - shared) * BYTES_A_PAGE / 1e9
