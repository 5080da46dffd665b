"""Real input: people made of real fingers, eyes and faces are found again by other images of them.

Each is enrolled under one subject with the images of one visit; those of another visit, under other
subjects, must then find that subject and nobody else.
"""

import uuid
from pathlib import Path

import pytest
from tests.abis.engine.bodies import person
from tests.abis.engine.shared_data import BIOMETRICS, needs_images

from rekam.abis.chimera import Chimera, chimeras
from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import Decision
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.search import search
from rekam.abis.engine.template import PersonTemplate

VISITS = 2
BYSTANDERS = 300


@pytest.mark.shared
@needs_images
def test_all_are_found_by_other_impressions_and_no_stranger_matches(
    tmp_path: Path, many_people: int | None
) -> None:
    people = chimeras(BIOMETRICS)[:many_people]
    visits = {chimera.name: _visits(chimera) for chimera in people}
    gallery = Gallery.create(tmp_path)
    gallery.append_many((uuid.uuid4(), person(k)) for k in range(BYSTANDERS))
    subjects = {name: uuid.uuid4() for name in visits}
    gallery.append_many((subjects[name], templates[0]) for name, templates in visits.items())

    found = missed = strangers = 0
    for name, templates in visits.items():
        for probe in templates[1:]:
            hits = {
                one.subject for one in search(probe, gallery=gallery) if one.decision is not Decision.NONE
            }
            found += subjects[name] in hits
            missed += subjects[name] not in hits
            strangers += len(hits - {subjects[name]})

    print(
        f"\n{len(people)} chimeric persons among {len(gallery)}: {found} searches found their person, "
        f"{missed} did not, {strangers} strangers were matched"
    )
    assert found == len(people) * (VISITS - 1)
    assert missed == strangers == 0


@pytest.mark.shared
@needs_images
def test_a_person_who_is_not_enrolled_is_not_found(tmp_path: Path) -> None:
    *known, last = chimeras(BIOMETRICS)[:4]
    gallery = Gallery.create(tmp_path)
    gallery.append_many(
        (uuid.uuid4(), extract_person(one.samples(0), extractor=Extractor.LEADER)) for one in known
    )

    found = search(extract_person(last.samples(1), extractor=Extractor.LEADER), gallery=gallery)

    assert all(one.decision is Decision.NONE for one in found)


def _visits(chimera: Chimera) -> list[PersonTemplate]:
    assert chimera.visits >= VISITS
    return [extract_person(chimera.samples(visit), extractor=Extractor.LEADER) for visit in range(VISITS)]
