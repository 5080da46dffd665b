"""Who among MOSIP's records is the same body, under the rate that the request asks for."""

import dataclasses
import uuid
from collections.abc import Collection, Sequence

from rekam.abis.engine import search as engine
from rekam.abis.engine.fusion import Decision
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.gallery_store import current_gallery
from rekam.abis.mosip import queries
from rekam.abis.mosip.answers import Match

STRICTEST_FPIR, LOOSEST_FPIR = 1e-6, 0.1
MOST_CANDIDATES = 1_000


def parameters_for(fpir: float | None) -> Parameters:
    """The engine's parameters for a rate of false candidates, held to what the engine was measured for.

    fpir  None = the engine's own, 1 in 1,000
    """
    usual = Parameters(most_candidates=MOST_CANDIDATES)
    if fpir is None:
        return usual
    wanted = min(LOOSEST_FPIR, max(STRICTEST_FPIR, fpir))
    return dataclasses.replace(usual, target_fpir=wanted, review_fpir=max(wanted, usual.review_fpir))


def search(
    probe: PersonTemplate,
    *,
    own: uuid.UUID,
    only: Collection[uuid.UUID] | None,
    parameters: Parameters,
) -> Sequence[Match]:
    """The records whose body the engine calls the same at the wanted rate, the best first.

    own    the probe's subject, never a candidate
    only   compare with these subjects; None = with all
    The records of a given gallery are searched alone: the threshold is that of their number, and nobody
    else pushes one off the shortlist.
    """
    view = current_gallery().view()
    found = engine.search(probe, gallery=view, parameters=parameters, among=only, exclude={own})
    people = engine.people_compared(view, among=only, exclude={own})
    hits = [one for one in found if one.decision is Decision.HIT]
    names = queries.references_of([one.subject for one in hits])
    return [
        _match(one, name=names[one.subject], people=people)
        for one in hits
        if one.subject in names  # not those that MOSIP deleted, nor subjects of other doors
    ]


def _match(found: engine.Candidate, *, name: str, people: int) -> Match:
    parts: dict[str, float] = {}
    for position, weight in found.weights.items():
        parts[position.kind] = parts.get(position.kind, 0.0) + weight
    return Match(reference=name, score=found.score, chance=found.far * people, parts=parts)
