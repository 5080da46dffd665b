"""What is odd about an entry is told with the person it is about, and refuses nothing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rekam.registry.entries import showing
from rekam.registry.entries.cautions import Caution, cautions_of, read
from rekam.registry.entries.drafting import draft
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.facts import parse
from rekam.registry.entries.kinship import are_near_relatives
from rekam.registry.entries.plans import make_plan
from rekam.registry.entries.state import ResidentState
from rekam.registry.models import Resident
from rekam.registry.services import set_ektp_status
from tests.registry.entries.families import ANAK, BAPAK, IBU, NOON, PEOPLE, TETANGGA, scene
from tests.registry.entries.test_services import done, propose


def of_marriage(one: UUID, other: UUID, **changed: ResidentState) -> list[str]:
    facts = parse(Kind.MARRIAGE, {"on": "2026-11-20", "spouse": str(other)})
    at = scene(**changed)
    plan = make_plan(kind=Kind.MARRIAGE, subject=one, facts=facts, scene=at)
    return cautions_of(plan, kind=Kind.MARRIAGE, subject=one, facts=facts, scene=at)


def test_a_caution_is_kept_as_a_short_text() -> None:
    for one in (Caution("married_already"), Caution("marriage_same_kk", BAPAK)):
        assert read(str(one)) == one


def test_a_marriage_within_one_kk_names_the_spouse() -> None:
    assert f"marriage_same_kk {ANAK}" in of_marriage(BAPAK, ANAK)
    assert of_marriage(ANAK, TETANGGA) == []


def test_a_marriage_of_brother_and_sister_on_two_cards_is_told() -> None:
    parents = {"mother_name": "Siti Aminah", "father_name": "Saepul Bahri"}
    anak, tetangga = (replace(PEOPLE[one], **parents) for one in (ANAK, TETANGGA))

    assert of_marriage(ANAK, TETANGGA, anak=anak, tetangga=tetangga) == [f"marriage_near_relative {TETANGGA}"]


def test_relatives_are_told_by_the_names_of_their_parents_however_spelt() -> None:
    father = replace(PEOPLE[TETANGGA], full_name="H. Saepul Bahri", birth_date=date(1975, 1, 1))
    daughter = replace(PEOPLE[ANAK], father_name="Saeful Bahri")

    assert are_near_relatives(father, daughter)
    assert are_near_relatives(daughter, father)
    assert not are_near_relatives(replace(father, birth_date=date(2000, 1, 1)), daughter), "as old as she is"
    assert not are_near_relatives(PEOPLE[ANAK], PEOPLE[TETANGGA]), "no parents are written"


@pytest.mark.usefixtures("register")
def test_a_day_before_a_later_event_is_told() -> None:
    done(Kind.CHANGE, IBU, values={"occupation": "Guru"}, on="2026-11-10")
    late = propose(Kind.CHANGE, IBU, values={"occupation": "Sopir"}, on="2026-11-09")
    same_day = draft(
        kind=Kind.CHANGE,
        resident=IBU,
        facts={"on": "2026-11-10", "values": {"religion": "Hindu"}},
        at=NOON,
    )

    assert late.warnings == [f"later_event {IBU} change 2026-11-10"]
    assert "Perubahan elemen data, 10 November 2026" in showing.warnings(late.warnings)[0]
    assert same_day.warnings == ["another_waits"]


@pytest.mark.usefixtures("register")
def test_a_step_of_the_cards_ladder_is_no_later_event() -> None:
    set_ektp_status(resident=IBU, status="BIO_CAPTURED", on=date(2026, 11, 21), actor="kit", at=NOON)

    assert propose(Kind.CHANGE, IBU, values={"occupation": "Guru"}).warnings == []


@pytest.mark.usefixtures("register")
def test_the_sentence_names_the_person_or_says_somebody() -> None:
    texts = [
        f"marriage_same_kk {ANAK}",
        "married_already",
        f"later_event {UUID(int=404)} death 2026-11-10",
        "of_old",
    ]
    told = showing.warnings(texts)

    assert told[0].startswith(Resident.objects.get(uuid=ANAK).full_name)
    assert told[1] == "Orang ini sudah tercatat kawin."
    assert told[2].startswith("Seseorang")
    assert len(told) == 3
