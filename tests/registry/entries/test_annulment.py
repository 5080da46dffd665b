"""A death or a double NIK that was recorded wrongly is taken back, with what it did to the family."""

from dataclasses import asdict
from uuid import UUID

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import queries
from rekam.registry.entries.drafting import draft
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.rules import Block, Risk
from rekam.registry.entries.writing import state_of_row
from rekam.registry.models import Event, FamilyCard, Resident
from rekam.registry.rules import Status
from tests.registry.entries.families import (
    ANAK,
    BAPAK,
    IBU,
    KK,
    NENEK,
    NEXT_VILLAGE,
    NOON,
    OTHER_KK,
    PEOPLE,
    TETANGGA,
)
from tests.registry.entries.test_plans import BIRTH
from tests.registry.entries.test_services import approve, done, propose, row

pytestmark = pytest.mark.usefixtures("register")


def annul(resident: UUID) -> None:
    done(Kind.DEATH_ANNULLED, resident, document="Putusan 12/Pdt.P/2026")


def everybody() -> dict[UUID, dict[str, object]]:
    return {one.uuid: asdict(state_of_row(one)) for one in Resident.objects.all()}


def sound() -> bool:
    return all(queries.refold(one) == [] for one in Resident.objects.all())


def test_an_annulled_death_of_a_head_leaves_the_family_as_it_was() -> None:
    before = everybody()
    done(Kind.DEATH, BAPAK, left_head=str(IBU))
    assert before != everybody()
    annul(BAPAK)

    assert everybody() == before
    assert sound()
    assert queries.family(KK)[0].uuid == BAPAK


def test_it_is_an_entry_like_the_others_high_in_risk_and_decided_by_another() -> None:
    done(Kind.DEATH, NENEK)
    entry = propose(Kind.DEATH_ANNULLED, NENEK, document="Putusan 12")

    assert entry.risk == Risk.HIGH
    assert row(NENEK).status == Status.DEAD
    with pytest.raises(RuleBroken, match="entry_reason_missing"):
        approve(entry, why="ok")
    with pytest.raises(RuleBroken, match="four_eyes"):
        approve(entry, actor="siti")
    approve(entry)
    assert (row(NENEK).status, row(NENEK).status_on) == (Status.ACTIVE, None)
    assert Event.objects.filter(entry=entry.uuid).get().kind == Kind.DEATH_ANNULLED


def test_the_living_have_no_death_to_annul() -> None:
    with pytest.raises(RuleBroken, match="resident_not_dead"):
        propose(Kind.DEATH_ANNULLED, BAPAK)


def test_who_joined_the_widows_card_comes_along_to_the_old_one() -> None:
    done(Kind.DEATH, BAPAK, left_head=str(IBU))
    done(Kind.BIRTH, None, **(BIRTH | {"kk": row(IBU).kk}))
    annul(BAPAK)

    assert row(UUID(str(BIRTH["newcomer"]))).kk == KK
    assert {one.kk for one in Resident.objects.exclude(uuid=TETANGGA)} == {KK}
    assert sound()


def test_what_changed_since_stays_and_is_told() -> None:
    done(Kind.DEATH, BAPAK, left_head=str(IBU))
    done(Kind.MARRIAGE, IBU, spouse=str(TETANGGA), head=str(TETANGGA), left_head=str(NENEK))
    entry = propose(Kind.DEATH_ANNULLED, BAPAK)
    approve(entry)

    assert f"undone_in_part {IBU}" in entry.warnings
    assert (row(IBU).marital_status, row(IBU).kk) == ("Kawin", row(TETANGGA).kk)
    assert row(BAPAK).kk == KK
    assert sound()


def test_he_returns_to_where_the_family_lives_now() -> None:
    done(Kind.DEATH, BAPAK, left_head=str(IBU))
    family = [str(one) for one in (IBU, ANAK, NENEK)]
    done(Kind.MOVE_WITHIN, IBU, members=family, area_code=NEXT_VILLAGE, address="Jl. Raya", rt="7", rw="8")
    annul(BAPAK)

    people = [row(one) for one in (BAPAK, IBU, ANAK, NENEK)]
    assert {(one.kk, one.area_code, one.address, one.rt) for one in people} == {
        (KK, NEXT_VILLAGE, "Jl. Raya", "007")
    }
    assert FamilyCard.objects.get(number=KK).area_code == NEXT_VILLAGE
    assert sound()


def test_a_member_whose_card_nobody_has_any_more_gets_one_of_her_own() -> None:
    done(Kind.DEATH, NENEK)
    Resident.objects.filter(uuid__in=[BAPAK, IBU, ANAK]).update(kk=OTHER_KK)
    annul(NENEK)

    assert row(NENEK).head_relation == "Kepala Keluarga"
    assert FamilyCard.objects.get(number=row(NENEK).kk).head == row(NENEK)


def test_a_death_without_an_event_of_ours_can_be_annulled_too() -> None:
    Resident.objects.filter(uuid=TETANGGA).update(status=Status.DEAD, status_on="2020-01-01")
    annul(TETANGGA)

    assert asdict(state_of_row(row(TETANGGA))) == asdict(PEOPLE[TETANGGA])


def test_a_double_nik_resolved_wrongly_is_in_use_again_and_both_histories_tell_it() -> None:
    before = everybody()
    done(Kind.DOUBLE_NIK, BAPAK, keep=str(TETANGGA), basis="papers", left_head=str(IBU))
    assert row(BAPAK).blocked_for == Block.DOUBLE
    done(Kind.DOUBLE_UNDONE, BAPAK, document="BA 7")

    assert everybody() == before
    assert sound()
    told = Event.objects.filter(kind=Kind.DOUBLE_UNDONE).values_list("resident__uuid", flat=True)
    assert set(told) == {BAPAK, TETANGGA}


def test_a_death_recorded_again_after_an_annulment_is_undone_by_itself() -> None:
    before = everybody()
    for _ in range(2):
        done(Kind.DEATH, BAPAK, left_head=str(IBU))
        annul(BAPAK)

    assert everybody() == before
    assert sound()


def test_the_plan_shows_who_comes_back_before_anybody_sends_it() -> None:
    done(Kind.DEATH, BAPAK, left_head=str(IBU))
    found = draft(kind=Kind.DEATH_ANNULLED, resident=BAPAK, facts={"on": "2026-11-21"}, at=NOON)

    assert found.plan.steps[0].resident == BAPAK
    assert {step.resident for step in found.plan.steps} == {BAPAK, IBU, ANAK, NENEK}
    assert found.warnings == []
