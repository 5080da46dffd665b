"""Are these two the same body (1:1)? Knows no gallery, so that a station may ask it too."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rekam.abis.engine import compare
from rekam.abis.engine.fusion import Decision, decide, false_accept_rate, total, weigh
from rekam.abis.engine.parameters import DEFAULT, Parameters, required_fmr
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.rows import rows_of
from rekam.abis.engine.template import PersonTemplate


@dataclass(frozen=True)
class Verdict:
    """The outcome of a 1:1 comparison; fields as in `search.Candidate`."""

    score: float
    scores: Mapping[Position, float]
    weights: Mapping[Position, float]
    far: float
    decision: Decision


def verify(
    probe: PersonTemplate,
    *,
    reference: PersonTemplate,
    parameters: Parameters = DEFAULT,
    recorder: Recorder | None = None,
) -> Verdict:
    """Whether two templates are of one body: "hit" at `verify_fmr`, "unclear" at `review_fmr`."""
    columns = {position: row[None, :] for position, row in rows_of(reference).items()}
    parts = {position: row for position, row in rows_of(probe).items() if position in columns}
    scores = compare.full(probe=parts, columns=columns, row=0)
    extractors = compare.extractors(probe=parts, columns=columns, row=0)
    weights = weigh(scores, parameters=parameters, extractors=extractors)
    score = total(weights)
    keep(recorder, verify__scores=scores, verify__score=score)
    decision = decide(
        weights,
        threshold_duplicate=-float(np.log10(required_fmr(fpir=parameters.verify_fmr, gallery=1))),
        threshold_review=-float(np.log10(required_fmr(fpir=parameters.review_fmr, gallery=1))),
    )
    return Verdict(
        score=score, scores=scores, weights=weights, far=false_accept_rate(score), decision=decision
    )
