"""Who in the gallery is the same body (1:N); `verifying` says whether two are the same (1:1).

A search looks at every iris and face and at the best few fingers of everybody, puts the most alike of each
on a shortlist, sorts that by all fingers, and compares the finalists with everything.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from rekam.abis.engine import compare
from rekam.abis.engine.compare import Rows
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import Decision, decide, false_accept_rate, total, weigh
from rekam.abis.engine.gallery import Gallery, View
from rekam.abis.engine.parameters import DEFAULT, Parameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.rows import Row, rows_of
from rekam.abis.engine.shortlist import finalists_of, shortlist_of
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.verifying import Verdict, verify

__all__ = ["Candidate", "Verdict", "people_compared", "search", "verify"]


@dataclass(frozen=True)
class Candidate:
    """One person of the gallery that a search found.

    score     fused evidence in log10 units: 6 = at most one chance in a million of two bodies (see `fusion`)
    scores    of each compared part: stage 2 of fingers, distance of irises, cosine of the face
    extractors  whose model each compared finger went by
    weights   the evidence of each compared part, of which `score` is the sum
    far       chance at most (0 to 1) that one stranger reaches this score
    decision  against the thresholds for as many people as were compared
    """

    subject: uuid.UUID
    score: float
    scores: Mapping[Position, float]
    extractors: Mapping[Position, Extractor]
    weights: Mapping[Position, float]
    far: float
    decision: Decision


def search(
    probe: PersonTemplate,
    *,
    gallery: Gallery | View,
    parameters: Parameters = DEFAULT,
    among: Collection[uuid.UUID] | None = None,
    exclude: Collection[uuid.UUID] = (),
    recorder: Recorder | None = None,
) -> list[Candidate]:
    """The most alike persons of a gallery, best first, at most `parameters.most_candidates`.

    among    compare with these subjects only; None = with all
    exclude  subjects that are not compared, such as the probe's own: they take nobody's place
    The thresholds are those of as many people as were compared (`people_compared`).
    Comparing with nobody, and an empty probe, give an empty list.
    """
    view = gallery.view() if isinstance(gallery, Gallery) else gallery
    parts, rows = rows_of(probe), _compared(view, among=among, exclude=exclude)
    keep(recorder, search__compared=rows)
    if not len(rows) or not parts:
        return []
    shortlist = shortlist_of(
        parts, probe=probe, view=view, rows=rows, parameters=parameters, recorder=recorder
    )
    finalists = finalists_of(parts, view=view, shortlist=shortlist, parameters=parameters)
    keep(recorder, search__shortlist=shortlist, search__finalists=finalists)
    found = [
        _candidate(parts, view=view, row=int(row), people=len(rows), parameters=parameters)
        for row in finalists
    ]
    found.sort(key=lambda candidate: -candidate.score)
    keep(recorder, search__candidates=found)
    return found[: parameters.most_candidates]


def people_compared(
    gallery: Gallery | View,
    *,
    among: Collection[uuid.UUID] | None = None,
    exclude: Collection[uuid.UUID] = (),
) -> int:
    """How many people a search compares, which its thresholds follow from; arguments as those of `search`."""
    view = gallery.view() if isinstance(gallery, Gallery) else gallery
    return len(_compared(view, among=among, exclude=exclude))


def _compared(view: View, *, among: Collection[uuid.UUID] | None, exclude: Collection[uuid.UUID]) -> Rows:
    if among is not None:
        return view.rows_of(set(among).difference(exclude))
    everybody, left_out = view.everybody, view.rows_of(exclude)
    return np.delete(everybody, np.searchsorted(everybody, left_out)) if len(left_out) else everybody


def _candidate(
    parts: Mapping[Position, Row], *, view: View, row: int, people: int, parameters: Parameters
) -> Candidate:
    scores = compare.full(probe=parts, columns=view.columns, row=row)
    extractors = compare.extractors(probe=parts, columns=view.columns, row=row)
    weights = weigh(scores, parameters=parameters, extractors=extractors)
    score = total(weights)
    decision = decide(
        weights,
        threshold_duplicate=parameters.threshold_duplicate(gallery=people),
        threshold_review=parameters.threshold_review(gallery=people),
    )
    return Candidate(
        subject=view.subject(row),
        score=score,
        scores=scores,
        extractors=extractors,
        weights=weights,
        far=false_accept_rate(score),
        decision=decision,
    )
