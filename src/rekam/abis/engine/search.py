"""Who in the gallery is the same body (1:N); `verifying` says whether two are the same (1:1).

A search looks at every iris and face and at the best few fingers of everybody, puts the most alike of each
on a shortlist, sorts that by all fingers, and compares the finalists with everything. It asks one stretch of
the gallery, or several on other machines, and the answer is the same to the last bit.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rekam.abis.engine.crew import Coverage, Crew, Here, check_counted, check_scanned
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import Decision, decide, false_accept_rate, total, weigh
from rekam.abis.engine.gallery import Gallery, View
from rekam.abis.engine.parameters import DEFAULT, Parameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.questions import Alike, Closer, Compare, Compared, Count, Counted, Parts, Share, Vote
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.rows import rows_of
from rekam.abis.engine.shortlist import (
    best_fingers,
    finalists_of,
    handed_on,
    indexed_fingers,
    scanned_fingers,
    shares,
    shortlist_of,
    whole_parts,
)
from rekam.abis.engine.stretch import Stretch, Who
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.verifying import Verdict, verify
from rekam.abis.engine.view import Rows

__all__ = ["Answer", "Candidate", "Verdict", "search", "search_crew", "verify"]


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


@dataclass(frozen=True)
class Answer:
    """What a search of all stretches says.

    candidates  best first, at most `most_candidates`
    coverage    what each stretch answered for: together it is the whole gallery
    """

    candidates: Sequence[Candidate]
    coverage: Sequence[Coverage]

    @property
    def people(self) -> int:
        """How many people were compared, which the thresholds follow from."""
        return sum(one.people for one in self.coverage)


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
    The thresholds are those of as many people as were compared (`Answer.people`).
    Comparing with nobody, and an empty probe, give an empty list.
    """
    view = gallery.view() if isinstance(gallery, Gallery) else gallery
    crew, who = Here([Stretch(view, recorder=recorder)]), Who.of(among=among, exclude=exclude)
    return list(search_crew(probe, crew=crew, who=who, parameters=parameters, recorder=recorder).candidates)


def search_crew(
    probe: PersonTemplate,
    *,
    crew: Crew,
    who: Who,
    parameters: Parameters = DEFAULT,
    recorder: Recorder | None = None,
) -> Answer:
    """As `search`, of all stretches that a crew holds.

    Raises RuleBroken("shards_incomplete") where they are not the whole gallery, and what the crew raises.
    """
    parts = rows_of(probe)
    counted = crew.ask([Count(who)] * crew.stretches)
    coverage = check_counted(counted, crew=crew)
    people = sum(one.people for one in coverage)
    if not people or not parts:
        return Answer(candidates=[], coverage=coverage)
    shortlist = _shortlist(parts, probe=probe, crew=crew, who=who, counted=counted, parameters=parameters)
    edges = [one.start for one in coverage[1:]]
    closer = crew.ask([Closer(parts=parts, rows=rows) for rows in _by_stretch(shortlist, edges=edges)])
    finalists = finalists_of(closer, shortlist=shortlist, parameters=parameters)
    keep(recorder, search__shortlist=shortlist, search__finalists=finalists)
    found = [
        _candidate(one, people=people, parameters=parameters)
        for one in _compared(parts, crew=crew, finalists=finalists, edges=edges)
    ]
    found.sort(key=lambda candidate: -candidate.score)
    keep(recorder, search__candidates=found)
    return Answer(candidates=found[: parameters.most_candidates], coverage=coverage)


def _shortlist(
    parts: Parts,
    *,
    probe: PersonTemplate,
    crew: Crew,
    who: Who,
    counted: Sequence[Counted],
    parameters: Parameters,
) -> Rows:
    """The most alike of all stretches by each scanned part."""
    people, best = sum(one.people for one in counted), best_fingers(probe)
    wanted = dict.fromkeys(whole_parts(probe), people)
    share: list[Share | None] = [None] * crew.stretches
    indexed = indexed_fingers(best, probe=probe, counted=counted, parameters=parameters)
    if indexed is None:
        wanted |= dict.fromkeys(best[: scanned_fingers(probe, parameters=parameters)], people)
    else:
        voted = crew.ask([Vote(who=who, parts=parts, indexed=indexed)] * crew.stretches)
        share = shares(voted, people=people, parameters=parameters)
        known = sum(int(one.counts.sum()) for one in voted)
        likely = people - known + handed_on(known, people=people, parameters=parameters)
        wanted |= dict.fromkeys(indexed.positions, likely)
    size = parameters.shortlist
    alike = crew.ask(
        [
            Alike(who=who, parts=parts, scanned=list(wanted), indexed=indexed, share=one, size=size)
            for one in share
        ]
    )
    check_scanned(alike, wanted=wanted)
    return shortlist_of(alike, parameters=parameters)


def _by_stretch(rows: Rows, *, edges: Sequence[int]) -> list[Rows]:
    """Rows in their order as each stretch has them."""
    return np.split(rows, np.searchsorted(rows, edges))


def _compared(parts: Parts, *, crew: Crew, finalists: Rows, edges: Sequence[int]) -> list[Compared]:
    """The finalists compared with everything, in the order in which they are given."""
    order = np.sort(finalists)
    answers = crew.ask([Compare(parts=parts, rows=rows) for rows in _by_stretch(order, edges=edges)])
    by_row = dict(zip(order.tolist(), (one for answer in answers for one in answer), strict=True))
    return [by_row[row] for row in finalists.tolist()]


def _candidate(found: Compared, *, people: int, parameters: Parameters) -> Candidate:
    weights = weigh(found.scores, parameters=parameters, extractors=found.extractors)
    score = total(weights)
    decision = decide(
        weights,
        threshold_duplicate=parameters.threshold_duplicate(gallery=people),
        threshold_review=parameters.threshold_review(gallery=people),
    )
    return Candidate(
        subject=uuid.UUID(bytes=found.subject),
        score=score,
        scores=found.scores,
        extractors=found.extractors,
        weights=weights,
        far=false_accept_rate(score),
        decision=decision,
    )
