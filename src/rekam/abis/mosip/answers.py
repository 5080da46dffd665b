"""Answers in the strict form of MOSIP's compliance schemas: all values texts, analytics always. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rekam.abis.mosip.rules import Failure, Kind, Request

Answer = dict[str, object]
DONE, NOT_DONE = "1", "2"

MODALITIES: Final[Mapping[str, str]] = {"finger": "FIR", "iris": "IIR", "face": "FID"}
"""Kind of a body's part -> MOSIP's biometricType."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A record that a search found.

    score   fused evidence in log10 units (abis.engine.fusion)
    chance  at most (0 to 1) that any stranger in the gallery that was searched reaches this score
    parts   evidence by kind of part, "finger", "iris" and "face", of those that were compared
    """

    reference: str
    score: float
    chance: float
    parts: Mapping[str, float]


def done(request: Request, *, at: datetime, **more: object) -> Answer:
    """The answer to what was done."""
    return head(str(request.kind), request.request_id, at=at) | {"returnValue": DONE} | more


def failed(failure: Failure, *, kind: str, request_id: str, at: datetime) -> Answer:
    """The answer to what was not done, and why.

    kind, request_id  as the message spelled them, since they may be what is wrong
    """
    told = {"returnValue": NOT_DONE, "failureReason": str(failure)}
    return head(kind, request_id, at=at) | told


def counted(request: Request, count: int, *, at: datetime) -> Answer:
    """The answer to pendingJobs and to referenceCount, which name the number differently."""
    name = "jobscount" if request.kind is Kind.PENDING_JOBS else "count"
    return done(request, at=at, **{name: str(count)})


def identified(request: Request, matches: Sequence[Match], *, at: datetime) -> Answer:
    """The answer to identify: the matches as they come, the best first."""
    listed = [_candidate(match) for match in matches]
    total = listed[0]["analytics"] if listed else _analytics(confidence=0, score=0.0)
    return done(
        request, at=at, candidateList={"count": str(len(listed)), "candidates": listed}, analytics=total
    )


def moment(at: datetime) -> str:
    """An instant as MOSIP writes it: UTC, milliseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def head(kind: str, request_id: str, *, at: datetime) -> Answer:
    """What every answer begins with."""
    return {"id": kind, "requestId": request_id, "responsetime": moment(at)}


def _candidate(match: Match) -> Answer:
    modalities = [
        {
            "biometricType": MODALITIES[part],
            "analytics": _analytics(confidence=confidence(10**-weight), score=weight),
        }
        for part, weight in match.parts.items()
    ]
    total = _analytics(confidence=confidence(match.chance), score=match.score)
    return {"referenceId": match.reference, "analytics": total, "modalities": modalities}


def confidence(chance: float) -> int:
    """0 to 100: how surely no stranger comes out like this, in whole percent, never rounded up.

    chance  that one does, 0 and up
    """
    return int(100 * (1 - min(1.0, chance)))


def _analytics(*, confidence: int, score: float) -> Answer:
    return {"confidence": str(confidence), "internalScore": f"{score:.2f}"}
