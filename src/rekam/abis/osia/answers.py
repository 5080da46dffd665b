"""Answers in the form of OSIA's schemas. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rekam.abis.engine.positions import Position
from rekam.abis.osia.rules import SUB_TYPE_OF, Refused, kind_of

FULL: Final = 12.0
"""Evidence (log10 units) that is told as 1: one chance in 10**12 that two bodies look so much alike."""

Told = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one part of one encounter says; score 0 to 1."""

    encounter: str
    position: Position
    score: float


@dataclass(frozen=True, kw_only=True)
class Match:
    """A person that a search found, by the best of the encounters that it found. Evidence in log10 units."""

    person: str
    evidence: float
    parts: tuple[Part, ...] = field(default=())


def score(evidence: float) -> float:
    """Evidence as 0 to 1: two bodies reach a score of s with a chance of at most 10 ** (-12 s).

    evidence  log10 units (abis.engine.fusion), any sign
    """
    return round(min(1.0, max(0.0, evidence / FULL)), 4)


def parts_of(weights: Mapping[Position, float], *, encounter: str) -> tuple[Part, ...]:
    """The score of each compared part, the strongest first."""
    ordered = sorted(weights.items(), key=lambda one: (-one[1], str(one[0])))
    return tuple(Part(encounter=encounter, position=p, score=score(weight)) for p, weight in ordered)


def candidates(matches: Sequence[Match], *, most: int) -> list[Told]:
    """Candidates, the best first, ranked from 1."""
    ordered = sorted(matches, key=lambda one: (-one.evidence, one.person))[:most]
    return [
        {
            "personId": one.person,
            "rank": rank,
            "score": score(one.evidence),
            "scores": [_part(part) for part in one.parts],
        }
        for rank, one in enumerate(ordered, start=1)
    ]


def verified(decision: bool, parts: Sequence[Part]) -> Told:
    """The answer to a verification."""
    return {"decision": decision, "scores": [_part(part) for part in parts]}


def ids(person: str, encounter: str) -> Told:
    """A person's and an encounter's id."""
    return {"personId": person, "encounterId": encounter}


def failed(refused: Refused) -> Told:
    """The error of what was not done."""
    words = f"{refused.where}: {refused.fault.words}" if refused.where else refused.fault.words
    return {"code": refused.fault.number, "message": words}


def _part(part: Part) -> Told:
    told: Told = {"score": part.score, "biometricType": str(kind_of(part.position))}
    if part.encounter:
        told["encounterId"] = part.encounter
    return told | {"biometricSubType": SUB_TYPE_OF[part.position]}
