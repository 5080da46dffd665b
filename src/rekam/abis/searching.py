"""The search of one body among all, kept as evidence."""

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.abis.engine import search as engine
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.evidence import SearchOutcome, told
from rekam.abis.gallery_store import current_gallery
from rekam.abis.models import SearchRun, Template
from rekam.abis.queries import templates
from rekam.abis.rules import Outcome
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault


def search(*, subject: uuid.UUID, at: datetime) -> SearchOutcome:
    """Search an enrolled body among all that were enrolled before it; the run is kept as evidence.

    A repeat gives the first run again. Seconds of CPU: call it outside a transaction.
    Raises RuleBroken("subject_unknown") when the body is not enrolled.
    """
    row = templates().filter(subject__uuid=subject).select_related("subject").first()
    if row is None:
        raise RuleBroken("subject_unknown")
    known = SearchRun.objects.filter(subject=row.subject).first()
    if known is not None:
        return told(known)
    probe = PersonTemplate.from_bytes(vault.read(row.address))
    parameters, gallery = Parameters(), current_gallery()
    view, not_before = gallery.view(), _from(row)
    found = engine.search(probe, gallery=view, parameters=parameters, exclude=not_before)
    people = engine.people_compared(view, exclude=not_before)
    return told(_kept(row, candidates=found, people=people, parameters=parameters, at=at))


def _from(row: Template) -> set[uuid.UUID]:
    """The probe itself and whoever came after it: they find it, not the other way round.

    Bodies without a row (the demo's background) were there from the beginning.
    """
    later = Template.objects.filter(number__gte=row.number)
    return set(later.values_list("subject__uuid", flat=True))


@transaction.atomic
def _kept(
    row: Template,
    *,
    candidates: Sequence[engine.Candidate],
    people: int,
    parameters: Parameters,
    at: datetime,
) -> SearchRun:
    listed = [_candidate(one) for one in candidates]
    strongest = max(
        (Outcome(str(one["outcome"])) for one in listed), key=list(Outcome).index, default=Outcome.NONE
    )
    run, _ = SearchRun.objects.get_or_create(
        subject=row.subject,
        defaults={
            "outcome": strongest,
            "gallery": people,
            "parameters": dataclasses.asdict(parameters),
            "candidates": listed,
            "at": at,
        },
    )
    return run


def _candidate(found: engine.Candidate) -> dict[str, object]:
    return {
        "subject": str(found.subject),
        "score": round(found.score, 4),
        "scores": {str(position): round(score, 6) for position, score in found.scores.items()},
        "extractors": {str(position): str(who) for position, who in found.extractors.items()},
        "far": found.far,
        "outcome": str(found.decision),
    }
