"""What people said, as MOSIP reads it.

The answer is of the form of identify, with two differences that MOSIP's reader makes: a candidate has
nothing beside its id and analytics, and the analytics of "none is the same" lie inside the candidate list.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rekam.abis import adjudication, queries
from rekam.abis.engine.positions import Position
from rekam.abis.models import Case
from rekam.abis.mosip.answers import DONE, MODALITIES, Answer, confidence, head
from rekam.abis.mosip.rules import ADJUDICATE

Told = Sequence[tuple[str, Case]]


def judged(told: Told, *, same: Told, request_id: str, at: datetime) -> Answer:
    """The answer to a question.

    told   all that were compared: registration and decided case
    same   those of which people said that it is the same person; none = the registration is no duplicate
    """
    listed = [{"referenceId": name, "analytics": analytics(case)} for name, case in same]
    found: dict[str, object] = {"count": str(len(listed)), "candidates": listed}
    if not listed:
        found["analytics"] = {name: analytics(case) for name, case in told}
    return head(ADJUDICATE, request_id, at=at) | {"returnValue": DONE, "candidateList": found}


def analytics(case: Case) -> dict[str, str]:
    """Who decided a case and why, and what the engine had said; all values texts.

    The operators are the first two who said what the case was decided as; a third who was outvoted is not
    told. `modalities` are the kinds of parts whose evidence speaks for one body.
    """
    agreed = [one for one in queries.verdicts_of(case) if one.answer == case.answer][:2]
    people = {
        f"{rank}Operator{what}": value
        for rank, one in zip(("primary", "secondary"), agreed, strict=True)
        for what, value in (("ID", one.actor), ("Comments", one.reason))
    }
    found = adjudication.found(case)
    return people | {
        "modalities": ",".join(matched(case)),
        "confidence": str(confidence(found.get("far", 1.0))),
        "internalScore": f"{found.get('score', 0.0):.2f}",
    }


def matched(case: Case) -> list[str]:
    """MOSIP's names of the kinds of parts whose evidence speaks for one body, in a fixed order."""
    weights: dict[str, float] = {}
    whose: Mapping[str, str] = adjudication.extractors(case)
    for position, score in adjudication.scores(case).items():
        kind = Position(position).kind
        weight, _ = adjudication.strength(position, score=score, extractor=whose.get(position))
        weights[kind] = weights.get(kind, 0.0) + weight
    return [name for kind, name in MODALITIES.items() if weights.get(kind, 0.0) > 0]
