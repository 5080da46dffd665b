"""Who is looked at more closely: the most alike by each part that is compared with everybody.

Where two fingers of the probe have an index and people are many, the indices choose a few in a hundred and
whoever came after they were made, and stage 1 compares those alone. One finger goes through everybody: its
index alone would miss one mate in twenty.

Here stands what is decided over all stretches of a gallery together; `questions` is what each is asked.
"""

import math
from collections.abc import Mapping, Sequence, Sized
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.compare import Scores
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.questions import Best, Counted, Indexed, Share, Voted
from rekam.abis.engine.stretch import highest
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import Rows

LEAST_INDEXED: Final = 2
INDEXED: Final = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
"""Fingers that have an index, 3 kB a person in each process that searches; the chip has the same two."""
NOT_INDEXED: Final = 0.1
"""Share of the rows that may have come since the indices were made: stage 1 goes through them all."""
WITHOUT_IRISES: Final = 2
"""Fingers that are looked for at least where the probe has neither iris nor face."""


def whole_parts(probe: PersonTemplate) -> list[Position]:
    """What of a probe is compared with everybody: irises and face."""
    return [*probe.irises, *([Position.FACE] if probe.face is not None else [])]


def lacks_indices(indices: Mapping[Position, Sized], *, rows: int, indexed: Sequence[Position]) -> bool:
    """Whether the indices of so many rows are to be made, for the first time or again."""
    known = min((len(indices[one]) if one in indices else 0 for one in indexed), default=0)
    return rows - known > NOT_INDEXED * rows


def scanned_fingers(probe: PersonTemplate, *, parameters: Parameters) -> int:
    """How many fingers are looked for."""
    least = 0 if whole_parts(probe) else WITHOUT_IRISES
    return max(parameters.scanned_fingers, least)


def best_fingers(probe: PersonTemplate) -> list[Position]:
    """The fingers of a probe, the best first."""
    fingers = probe.fingers
    return sorted(fingers, key=lambda p: (-fingers[p].quality, -len(fingers[p]), str(p)))


def indexed_fingers(
    best: Sequence[Position], *, probe: PersonTemplate, counted: Sequence[Counted], parameters: Parameters
) -> Indexed | None:
    """The fingers that are looked for by index, the best first; None where everybody is compared.

    They are looked for in the rows before the first that any of their indices lacks, as in a gallery of one
    stretch whose indices were made when it had so many rows.
    """
    scanned = best[: scanned_fingers(probe, parameters=parameters)]
    people = sum(one.people for one in counted)
    if people < parameters.index_from or len(scanned) < LEAST_INDEXED:
        return None
    known = {position: _known(position, counted=counted) for position in best}
    least = 0 if probe.irises else probe.fingers[scanned[-1]].quality - parameters.index_quality
    fit = [one for one in best if known[one] and probe.fingers[one].quality >= least][: len(scanned)]
    if len(fit) < LEAST_INDEXED:
        return None
    return Indexed(positions=fit, known=min(known[one] for one in fit))


def _known(position: Position, *, counted: Sequence[Counted]) -> int:
    """How many rows from the first on are in the indices of a position."""
    known = 0
    for one in counted:
        known = one.indexed_to.get(position, known)
        if known < one.start + one.rows:
            break
    return known


def handed_on(known: int, *, people: int, parameters: Parameters) -> int:
    """How many the indices hand on of those whom they know."""
    return min(known, max(parameters.shortlist, math.ceil(parameters.index_share * people)))


def shares(voted: Sequence[Voted], *, people: int, parameters: Parameters) -> list[Share | None]:
    """Which share of each stretch the indices hand on, so that together they are the best of all.

    Of those whose votes are just enough the first rows go on. None where there is nobody to choose from.
    """
    counts = np.concatenate([one.counts for one in voted])
    values = np.concatenate([one.values for one in voted])
    size = handed_on(int(counts.sum()), people=people, parameters=parameters)
    if not size:
        return [None] * len(voted)
    order = np.argsort(-values, kind="stable")
    edge = values[order[np.searchsorted(np.cumsum(counts[order]), size)]]
    left = size - int(counts[values > edge].sum())
    found: list[Share | None] = []
    for one in voted:
        ties = min(left, int(one.counts[one.values == edge].sum()))
        left -= ties
        found.append(Share(over=float(edge), ties=ties))
    return found


def shortlist_of(best: Sequence[Mapping[Position, Best]], *, parameters: Parameters) -> Rows:
    """The most alike of all stretches by each part, `parameters.shortlist` of each, in their order."""
    chosen = []
    for position in best[0]:
        rows = np.concatenate([one[position].rows for one in best])
        scores = np.concatenate([one[position].scores for one in best])
        chosen.append(rows[highest(scores, count=parameters.shortlist)])
    return np.unique(np.concatenate(chosen))


def finalists_of(
    closer: Sequence[Mapping[Position, Scores]], *, shortlist: Rows, parameters: Parameters
) -> Rows:
    """The best of the shortlist by the sum of quick scores over all parts, each in spreads of its own.

    closer  of each stretch, in their order, the scores of its rows of the shortlist
    """
    total: npt.NDArray[np.float64] = np.zeros(len(shortlist))
    for position in closer[0]:
        scores = np.concatenate([one[position] for one in closer])
        total += np.maximum(0.0, scores - np.median(scores)) / parameters.quick_spread(position)
    order = np.argsort(-total, kind="stable")
    return shortlist[order[: parameters.finalists]]
