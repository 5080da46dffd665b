"""Minutiae of two extractors: every finger says whose it has, and no score goes by another's model."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.abis.engine.bodies import finger, person
from tests.abis.engine.extract.drawings import finger_drawing

from rekam.abis.engine.extract.mindtct import mindtct_minutiae
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import evidence
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import DEFAULT, MINDTCT_MODEL, Parameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import extractor_of, finger_row
from rekam.abis.engine.search import search, verify
from rekam.abis.engine.template import PersonTemplate

PLACE = Position.RIGHT_INDEX
LEADER, MINDTCT = Extractor.LEADER, Extractor.MINDTCT


def by(extractor: Extractor, template: PersonTemplate) -> PersonTemplate:
    fingers = {place: replace(one, extractor=extractor) for place, one in template.fingers.items()}
    return replace(template, fingers=fingers)


def one_finger(extractor: Extractor, *, shake: int = 0) -> PersonTemplate:
    return PersonTemplate(fingers={PLACE: finger(1, shake=shake, extractor=extractor)})


@pytest.mark.parametrize("extractor", list(Extractor))
def test_a_gallery_row_says_whose_minutiae_it_holds(extractor: Extractor) -> None:
    assert extractor_of(finger_row(finger(1, extractor=extractor))) is extractor


@pytest.mark.parametrize(
    ("probe", "reference", "model"),
    [
        (LEADER, LEADER, LEADER),
        (MINDTCT, MINDTCT, MINDTCT),
        (LEADER, MINDTCT, MINDTCT),
        (MINDTCT, LEADER, MINDTCT),
    ],
)
def test_two_extractors_minutiae_go_by_the_weaker_ones_model(
    probe: Extractor, reference: Extractor, model: Extractor, tmp_path: Path
) -> None:
    # Another model for mindtct than for LEADER, whatever the fitted ones are.
    known = Parameters(finger_mindtct=replace(MINDTCT_MODEL, zero=MINDTCT_MODEL.zero + 0.2, cap=1.5))
    verdict = verify(one_finger(probe, shake=1), reference=one_finger(reference), parameters=known)
    told = {PLACE: model}

    assert verdict.score == evidence(
        PLACE, score=verdict.scores[PLACE], parameters=known, extractor=told[PLACE]
    )
    gallery = Gallery.create(tmp_path)
    gallery.append(uuid.UUID(int=1), one_finger(reference))
    (found,) = search(one_finger(probe, shake=1), gallery=gallery, parameters=known)
    assert (found.score, found.extractors) == (verdict.score, told)


def test_a_gallery_of_both_finds_a_body_by_either(tmp_path: Path) -> None:
    gallery = Gallery.create(tmp_path)
    everybody = [by(MINDTCT if k % 2 else LEADER, person(k, eyes=False)) for k in range(1, 41)]
    gallery.append_many((uuid.UUID(int=k), one) for k, one in enumerate(everybody, start=1))

    for k in (7, 8):
        (best, *others) = search(by(LEADER, person(k, shake=1, eyes=False)), gallery=gallery)
        assert (best.subject, str(best.decision)) == (uuid.UUID(int=k), "hit")
        assert {str(one.decision) for one in others} <= {"none"}
    assert set(best.extractors.values()) == {LEADER}


def test_mindtct_in_several_threads_finds_what_one_finds() -> None:
    finger_of = finger_drawing(1)
    drawings = [np.ascontiguousarray(finger_of[at : at + 140, at : at + 140]) for at in (80, 170)]
    alone = [mindtct_minutiae(one) for one in drawings]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(mindtct_minutiae, drawings * 3))

    for number, found in enumerate(together):
        known = alone[number % len(drawings)]
        for part in ("x", "y", "degrees", "reliability"):
            assert np.array_equal(getattr(found, part), getattr(known, part))


def test_the_fitted_models_are_of_the_pairs_they_are_used_for() -> None:
    """LEADER's mates lie further from strangers: the same score says more of LEADER's minutiae."""
    assert DEFAULT.finger.slope > DEFAULT.finger_mindtct.slope
