"""What a search found, as it is kept and told."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rekam.abis.models import SearchRun
from rekam.abis.rules import Outcome


@dataclass(frozen=True, kw_only=True)
class Found:
    """A subject that the probe resembles.

    score    fused evidence in log10 units: 6 = at most one chance in a million of two bodies
    scores   by position
    far      chance (0 to 1) at most that one stranger's body reaches this score
    outcome  against the thresholds for the gallery's size
    """

    subject: uuid.UUID
    score: float
    scores: Mapping[str, float]
    far: float
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class SearchOutcome:
    """What a search says: the strongest outcome, whom it found (best first), and its evidence's row."""

    decision: Outcome
    candidates: Sequence[Found]
    evidence: int


def told(run: SearchRun) -> SearchOutcome:
    """A kept run as a value."""
    found = [
        Found(
            subject=uuid.UUID(one["subject"]),
            score=one["score"],
            scores=one["scores"],
            far=one["far"],
            outcome=Outcome(one["outcome"]),
        )
        for one in run.candidates
    ]
    return SearchOutcome(decision=Outcome(run.outcome), candidates=found, evidence=run.pk)
