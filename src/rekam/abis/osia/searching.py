"""Who among OSIA's encounters is the same body, and whether one is."""

import uuid
from collections.abc import Collection, Sequence

from rekam.abis import services as abis
from rekam.abis.engine import search as engine
from rekam.abis.engine.fusion import Decision
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.verifying import verify
from rekam.abis.gallery_store import current_gallery
from rekam.abis.osia import queries
from rekam.abis.osia.answers import Match, Part, parts_of, score
from rekam.abis.osia.models import Encounter
from rekam.abis.osia.rules import ALL, Kind, kind_of

MOST_ALONE = 20_000
"""Encounters of a gallery that are searched alone: the names of more would take too long to look up."""


def only(template: PersonTemplate, *, kinds: Collection[Kind]) -> PersonTemplate:
    """A template of these kinds of biometrics, and nothing else of the body."""
    return PersonTemplate(
        fingers={p: one for p, one in template.fingers.items() if kind_of(p) in kinds},
        irises={p: one for p, one in template.irises.items() if kind_of(p) in kinds},
        face=template.face if Kind.FACE in kinds else None,
    )


def search(
    probes: Sequence[PersonTemplate], *, gallery: str, person: str, threshold: float | None
) -> list[Match]:
    """The persons of a gallery whose body a probe shows, each by the best of what was found of it.

    person     never a candidate: whose the probes are; "" = nobody's
    threshold  score (0 to 1); None = as the engine decides for the number of encounters that are searched
    A gallery of up to MOST_ALONE is searched alone; in a larger one the whole is searched, and who is not
    in the gallery is left out afterwards.
    """
    view, parameters = current_gallery().view(), Parameters(most_candidates=1_000)
    subjects = set() if gallery == ALL else _subjects(gallery)
    only = subjects if gallery != ALL and len(subjects) <= MOST_ALONE else None
    best: dict[str, Match] = {}
    for probe in probes:
        found = engine.search(probe, gallery=view, parameters=parameters, among=only)
        hits = [one for one in found if _is_hit(one.decision, one.score, threshold=threshold)]
        rows = queries.named([one.subject for one in hits], gallery=gallery)
        for one in hits:
            row = rows.get(one.subject)
            if row is not None and row.person != person:
                match = _match(one, row=row)
                best[row.person] = _better(best.get(row.person), match)
    return list(best.values())


def compare(
    probe: PersonTemplate, *, encounters: Sequence[Encounter], threshold: float | None
) -> tuple[bool, tuple[Part, ...]]:
    """Whether a probe is the body of any of these encounters, and what each part of each says."""
    decisions: list[bool] = []
    parts: list[Part] = []
    for row in encounters:
        decision, found = compare_two(
            probe, abis.template_of(row.subject), encounter=row.encounter, threshold=threshold
        )
        decisions.append(decision)
        parts.extend(found)
    return any(decisions), tuple(parts)


def compare_two(
    probe: PersonTemplate, other: PersonTemplate, *, threshold: float | None, encounter: str = ""
) -> tuple[bool, tuple[Part, ...]]:
    """Whether two templates are of one body, and what each part says."""
    verdict = verify(probe, reference=other)
    decision = _is_hit(verdict.decision, verdict.score, threshold=threshold)
    return decision, parts_of(verdict.weights, encounter=encounter)


def _is_hit(decision: Decision, evidence: float, *, threshold: float | None) -> bool:
    """A threshold of the asker's reaches down to the line at which people must look, and no further."""
    if threshold is None:
        return decision is Decision.HIT
    return decision is not Decision.NONE and score(evidence) >= threshold


def _match(found: engine.Candidate, *, row: Encounter) -> Match:
    parts = parts_of(found.weights, encounter=row.encounter)
    return Match(person=row.person, evidence=found.score, parts=parts)


def _better(known: Match | None, fresh: Match) -> Match:
    """The better evidence of two of one person, with the parts of both."""
    if known is None:
        return fresh
    first, second = sorted((known, fresh), key=lambda one: -one.evidence)
    return Match(person=first.person, evidence=first.evidence, parts=first.parts + second.parts)


def _subjects(gallery: str) -> set[uuid.UUID]:
    return set(queries.searched_in(gallery).values_list("subject", flat=True))
