"""Who is looked at more closely: the most alike by each part that is compared with everybody.

Where two fingers of the probe have an index and people are many, the indices choose a few in a hundred and
whoever came after they were made, and stage 1 compares those alone. One finger goes through everybody: its
index alone would miss one mate in twenty.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from rekam.abis.engine import compare, finger_index
from rekam.abis.engine.compare import Scores
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.rows import Row
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import Rows, View

INDEXED: Final = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
"""Fingers that have an index, 3 kB a person in each process that searches; the chip has the same two."""
LEAST_INDEXED: Final = 2
WITHOUT_IRISES: Final = 2
"""Fingers that are looked for at least where the probe has neither iris nor face."""

ONE_IN: Final = 16
"""Scores out of which a bound of the highest is taken."""


def shortlist_of(
    parts: Mapping[Position, Row],
    *,
    probe: PersonTemplate,
    view: View,
    rows: Rows,
    parameters: Parameters,
    recorder: Recorder | None,
) -> Rows:
    """The most alike of some rows by each scanned part, `parameters.shortlist` of each, in their order."""
    others = [*probe.irises, *([Position.FACE] if probe.face is not None else [])]
    scanned_fingers = (
        parameters.scanned_fingers if others else max(parameters.scanned_fingers, WITHOUT_IRISES)
    )
    best = sorted(probe.fingers, key=lambda p: (-probe.fingers[p].quality, -len(probe.fingers[p]), str(p)))
    indexed = []
    if len(rows) >= parameters.index_from:
        indexed = _indexed(best, count=scanned_fingers, probe=probe, view=view, parameters=parameters)
    fingers = dict.fromkeys(best[:scanned_fingers], rows)
    if indexed:
        likely = _likely(parts, view=view, rows=rows, indexed=indexed, parameters=parameters)
        keep(recorder, search__likely=likely)
        fingers = dict.fromkeys(indexed, likely)
    chosen = []
    for position, scanned in {**dict.fromkeys(others, rows), **fingers}.items():
        scores = compare.quick(position, probe=parts[position], column=view.columns[position], rows=scanned)
        keep(recorder, **{f"search__quick__{position}": scores})
        chosen.append(scanned[highest(scores, count=min(parameters.shortlist, len(scanned)))])
    return np.unique(np.concatenate(chosen))


def finalists_of(
    parts: Mapping[Position, Row], *, view: View, shortlist: Rows, parameters: Parameters
) -> Rows:
    """The best of the shortlist by the sum of quick scores over all parts, each in spreads of its own."""
    total = np.zeros(len(shortlist))
    for position, probe in parts.items():
        scores = compare.quick(position, probe=probe, column=view.columns[position], rows=shortlist)
        total += np.maximum(0.0, scores - np.median(scores)) / parameters.quick_spread(position)
    order = np.argsort(-total, kind="stable")
    return shortlist[order[: parameters.finalists]]


def highest(scores: Scores, *, count: int) -> Rows:
    """Where the `count` highest scores stand (1 to all of them), in any order; of equal ones any.

    The lowest of as many out of a part of them is a bound under which none of the highest lies: so a few of
    millions are left to be sorted, in a tenth of the time.
    """
    part = scores[::ONE_IN]
    if len(part) < 2 * count:
        return np.argpartition(-scores, count - 1)[:count]
    bound = np.partition(part, len(part) - count)[len(part) - count]
    left = np.flatnonzero(scores >= bound)
    return left[np.argpartition(-scores[left], count - 1)[:count]]


def _indexed(
    best: Sequence[Position], *, count: int, probe: PersonTemplate, view: View, parameters: Parameters
) -> list[Position]:
    """The `count` fingers that are looked for by index, the best first; none where everybody is compared."""
    scanned = best[:count]
    if len(scanned) < LEAST_INDEXED:
        return []
    least = probe.fingers[scanned[-1]].quality - parameters.index_quality
    fit = [one for one in best if one in view.indices and probe.fingers[one].quality >= least]
    return fit[: len(scanned)] if len(fit) >= LEAST_INDEXED else []


def _likely(
    parts: Mapping[Position, Row],
    *,
    view: View,
    rows: Rows,
    indexed: Sequence[Position],
    parameters: Parameters,
) -> Rows:
    """The best of the rows by the votes of all indexed fingers, and those that not all indices know."""
    known = min(len(view.indices[position]) for position in indexed)
    given = sum(
        finger_index.votes(parts[position], index=view.indices[position])[:known] for position in indexed
    )
    old, later = np.split(rows, [np.searchsorted(rows, known)])
    size = min(len(old), max(parameters.shortlist, math.ceil(parameters.index_share * len(rows))))
    if not size:
        return later
    best = highest(np.asarray(given)[old], count=size)
    return np.concatenate([np.sort(old[best]), later])
