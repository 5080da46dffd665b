"""What the engine says of the bodies of a question: its advice to the people who judge, kept as evidence."""

import dataclasses
import uuid
from collections.abc import Mapping
from datetime import datetime

from rekam.abis.engine import compare, fusion
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.rows import rows_of
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.models import SearchRun, Subject
from rekam.abis.rules import Outcome


def keep_run(
    subject: Subject,
    *,
    probe: PersonTemplate | None,
    others: Mapping[uuid.UUID, PersonTemplate | None],
    at: datetime,
) -> SearchRun:
    """Keep the comparison of a body with each of the others, at the thresholds for so many people."""
    nobody = PersonTemplate()
    listed = [
        _candidate(one, probe=probe or nobody, other=template or nobody, people=len(others))
        for one, template in others.items()
    ]
    strongest = max((Outcome(str(one["outcome"])) for one in listed), key=list(Outcome).index)
    return SearchRun.objects.create(
        subject=subject,
        outcome=strongest,
        gallery=len(others),
        parameters=dataclasses.asdict(DEFAULT),
        candidates=listed,
        at=at,
    )


def _candidate(
    subject: uuid.UUID, *, probe: PersonTemplate, other: PersonTemplate, people: int
) -> dict[str, object]:
    columns = {position: row[None, :] for position, row in rows_of(other).items()}
    parts = {position: row for position, row in rows_of(probe).items() if position in columns}
    scores = compare.full(probe=parts, columns=columns, row=0)
    extractors = compare.extractors(probe=parts, columns=columns, row=0)
    weights = fusion.weigh(scores, parameters=DEFAULT, extractors=extractors)
    score = fusion.total(weights)
    decision = fusion.decide(
        weights,
        threshold_duplicate=DEFAULT.threshold_duplicate(gallery=people),
        threshold_review=DEFAULT.threshold_review(gallery=people),
    )
    return {
        "subject": str(subject),
        "score": round(score, 4),
        "scores": {str(position): round(value, 6) for position, value in scores.items()},
        "extractors": {str(position): str(who) for position, who in extractors.items()},
        "far": fusion.false_accept_rate(score),
        "outcome": str(decision),
    }
