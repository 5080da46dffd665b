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
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.rows import Row
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import Rows, View

LEAST_INDEXED: Final = 2


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
    best = sorted(probe.fingers, key=lambda p: (-probe.fingers[p].quality, -len(probe.fingers[p]), str(p)))
    indexed = _indexed(best, probe=probe, view=view, people=len(rows), parameters=parameters)
    fingers = dict.fromkeys(best[: parameters.scanned_fingers], rows)
    if indexed:
        likely = _likely(parts, view=view, rows=rows, indexed=indexed, parameters=parameters)
        keep(recorder, search__likely=likely)
        fingers = dict.fromkeys(indexed, likely)
    others = [*probe.irises, *([Position.FACE] if probe.face is not None else [])]
    chosen = []
    for position, scanned in {**dict.fromkeys(others, rows), **fingers}.items():
        scores = compare.quick(position, probe=parts[position], column=view.columns[position], rows=scanned)
        keep(recorder, **{f"search__quick__{position}": scores})
        size = min(parameters.shortlist, len(scanned))
        chosen.append(scanned[np.argpartition(-scores, size - 1)[:size]])
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


def _indexed(
    best: Sequence[Position], *, probe: PersonTemplate, view: View, people: int, parameters: Parameters
) -> list[Position]:
    """The fingers that are looked for by index, the best first; none where everybody is compared."""
    scanned = best[: parameters.scanned_fingers]
    if people < parameters.index_from or len(scanned) < LEAST_INDEXED:
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
    best = np.argpartition(-np.asarray(given)[old], size - 1)[:size]
    return np.concatenate([np.sort(old[best]), later])
