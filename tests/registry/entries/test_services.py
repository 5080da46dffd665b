"""Entered by one, decided by another; nothing half done."""

import random
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase

from rekam.audit.models import Entry as Audit
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import queries, services
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from rekam.registry.entries.rules import Risk, State
from rekam.registry.models import Event, FamilyCard, Resident
from rekam.registry.services import set_ektp_status
from rekam.vault import services as vault
from tests.registry.entries.families import (
    ANAK,
    BAPAK,
    IBU,
    KK,
    NENEK,
    NEXT_VILLAGE,
    NOON,
    OTHER_KECAMATAN,
    OTHER_KK,
    PEOPLE,
    TETANGGA,
    VILLAGE,
    state,
)
from tests.registry.entries.test_plans import ALL, ARRIVAL, BIRTH
from tests.sheets import pdf

pytestmark = pytest.mark.usefixtures("register")


def propose(kind: Kind, resident: UUID | None, *, actor: str = "siti", **facts: object) -> Entry:
    return services.propose(
        kind=kind,
        resident=resident,
        facts={"on": "2026-11-20"} | facts,
        office_area="36.73.02",
        actor=actor,
        at=NOON,
    )


def approve(entry: Entry, *, actor: str = "budi", why: str = "sudah diperiksa dengan berkasnya") -> Entry:
    return services.approve(entry=entry.uuid, actor=actor, at=NOON, why=why)


def done(kind: Kind, resident: UUID | None, **facts: object) -> Entry:
    return approve(propose(kind, resident, **facts))


def row(uuid: UUID) -> Resident:
    return Resident.objects.get(uuid=uuid)


def test_what_is_entered_waits_and_changes_nothing() -> None:
    entry = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})

    assert (entry.state, entry.risk, entry.area_code) == (State.WAITING, Risk.LOW, VILLAGE)
    assert row(BAPAK).occupation == "Petani/Pekebun"
    assert not Event.objects.exists()


def test_approved_by_another_it_changes_the_row_and_leaves_event_and_audit() -> None:
    entry = done(Kind.CHANGE, BAPAK, values={"occupation": "Guru"}, document="SK 12")

    event = Event.objects.get()
    assert row(BAPAK).occupation == "Guru"
    assert (event.kind, event.actor, event.entry) == (Kind.CHANGE, "budi", entry.uuid)
    assert event.changes == {"occupation": ["Petani/Pekebun", "Guru"]}
    assert event.facts["entered_by"] == "siti"
    told = Audit.objects.get(action="registry.entry.approved")
    assert (told.purpose, told.case, told.subjects) == ("verification", str(entry.uuid), [str(BAPAK)])


def test_who_entered_does_not_approve_not_even_past_the_service() -> None:
    entry = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})

    with pytest.raises(RuleBroken, match="four_eyes"):
        approve(entry, actor="siti")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(state=State.APPROVED, decided_by="siti")


def test_an_entry_whose_ground_moved_is_stale() -> None:
    first = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    second = propose(Kind.CHANGE, BAPAK, values={"occupation": "Sopir"})
    assert second.warnings == ["another_waits"]
    approve(first)

    with pytest.raises(RuleBroken, match="entry_stale"):
        approve(second)
    assert row(BAPAK).occupation == "Guru"


def test_an_entry_is_stale_when_somebody_joined_the_family_meanwhile() -> None:
    death = propose(Kind.DEATH, BAPAK, left_head=str(IBU))
    done(Kind.BIRTH, None, **BIRTH)

    with pytest.raises(RuleBroken, match="entry_stale"):
        approve(death)


def test_a_decided_entry_is_decided() -> None:
    entry = done(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})

    with pytest.raises(RuleBroken, match="entry_decided"):
        approve(entry)


def test_a_refusal_says_why_and_a_withdrawal_is_ones_own() -> None:
    entry = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    with pytest.raises(RuleBroken, match="entry_reason_missing"):
        services.refuse(entry=entry.uuid, why="salah", actor="budi", at=NOON)
    with pytest.raises(RuleBroken, match="entry_not_yours"):
        services.withdraw(entry=entry.uuid, actor="budi", at=NOON)
    refused = services.refuse(entry=entry.uuid, why="SK tidak terbaca", actor="budi", at=NOON)
    assert (refused.state, refused.why) == (State.REFUSED, "SK tidak terbaca")
    other = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    assert services.withdraw(entry=other.uuid, actor="siti", at=NOON).state == State.WITHDRAWN
    assert not Event.objects.exists()


def test_a_high_risk_needs_words_of_the_second_person() -> None:
    entry = propose(Kind.CORRECTION, BAPAK, values={"birth_place": "Pandeglang"})

    with pytest.raises(RuleBroken, match="entry_reason_missing"):
        approve(entry, why="ok")
    approve(entry)
    assert row(BAPAK).birth_place == "Pandeglang"


def test_a_birth_gives_the_next_nik_and_a_member() -> None:
    entry = done(Kind.BIRTH, None, **BIRTH)
    twin = done(Kind.BIRTH, None, **(BIRTH | {"newcomer": str(uuid4()), "full_name": "Ratu Alia"}))

    assert entry.resident is not None
    assert twin.resident is not None
    assert row(entry.resident).nik == "3673026011260001"
    assert row(twin.resident).nik == "3673026011260002"
    assert queries.family(KK)[0].full_name == "Saepul Bahri"
    assert Event.objects.get(resident__uuid=entry.resident).state["nik"] == "3673026011260001"


def test_serials_that_are_used_up_are_told_and_none_is_used_twice() -> None:
    last = row(NENEK)
    last.pk, last.uuid, last.nik = None, uuid4(), "3673026011269999"
    last.save(force_insert=True)

    with pytest.raises(RuleBroken, match="nik_serials_exhausted"):
        done(Kind.BIRTH, None, **BIRTH)
    assert not Resident.objects.filter(uuid=BIRTH["newcomer"]).exists()


def test_a_family_that_moved_away_keeps_its_numbers_taken() -> None:
    Resident.objects.filter(uuid=TETANGGA).update(nik="3673026011260007", area_code="36.73.01.1001")
    with scope(Scope.of("36.73.02")):
        entry = propose(Kind.BIRTH, None, **BIRTH)
        approve(entry)

    assert row(UUID(str(BIRTH["newcomer"]))).nik == "3673026011260008"


def test_a_death_of_a_head_makes_a_card_with_the_day_in_its_number() -> None:
    done(Kind.DEATH, BAPAK, left_head=str(IBU), document="AM.1")

    card = FamilyCard.objects.get(head__uuid=IBU)
    assert card.number == "3673022411260001"
    assert [one.uuid for one in queries.family(card.number)] == [
        IBU,
        *sorted([NENEK, ANAK], key=[NENEK, ANAK].index),
    ]
    assert queries.family(KK) == []
    kinds = {event.resident.uuid: event.kind for event in Event.objects.select_related("resident")}
    assert kinds == {BAPAK: "death", IBU: "card_reissued", ANAK: "card_reissued", NENEK: "card_reissued"}


def test_one_entry_may_make_two_cards() -> None:
    Resident.objects.filter(uuid=NENEK).update(kk=OTHER_KK, head_relation="Orang Tua")
    done(Kind.MARRIAGE, ANAK, spouse=str(TETANGGA), head=str(TETANGGA), left_head=str(NENEK))

    numbers = {uuid: row(uuid).kk for uuid in (ANAK, TETANGGA, NENEK)}
    assert numbers[ANAK] == numbers[TETANGGA]
    assert {numbers[ANAK], numbers[NENEK]} == {"3673022411260001", "3673022411260002"}


def test_who_arrives_with_the_nik_of_somebody_elsewhere_is_refused() -> None:
    entry = propose(Kind.MOVE_IN, None, **ARRIVAL)
    with scope(Scope.of("36.72")):
        Resident.objects.create(**asdict(state(9, "Lain", nik=ARRIVAL["nik"], area_code="36.72.01.1001")))

    with pytest.raises(RuleBroken, match="nik_in_use"):
        approve(entry)


def test_moved_out_and_back_he_is_the_same_row() -> None:
    done(Kind.MOVE_OUT, ANAK, members=[str(ANAK)], skpwni="SKPWNI/1", destination="Kota Cilegon")
    assert row(ANAK).status == "moved"
    back = ARRIVAL | {"nik": PEOPLE[ANAK].nik, "full_name": "Dewi Lestari", "sex": "P", "kk": OTHER_KK}
    back.pop("newcomer")
    done(Kind.MOVE_IN, None, **back)

    again = row(ANAK)
    assert (again.status, again.kk, again.status_on) == ("active", OTHER_KK, None)
    assert queries.refold(again) == []


def test_from_city_to_city_of_one_register_whoever_holds_both_approves() -> None:
    done(Kind.MOVE_OUT, ANAK, members=[str(ANAK)], skpwni="SKPWNI/1", destination="Kota Cilegon")
    there = ARRIVAL | {"nik": PEOPLE[ANAK].nik, "full_name": "Dewi Lestari", "sex": "P", "kk": ""}
    there |= {"area_code": "36.72.01.1001", "address": "Jl. Ahmad Yani", "rt": "1", "rw": "2"}
    with scope(Scope.of("36.72")):
        entry = propose(Kind.MOVE_IN, None, **there)
        with pytest.raises(RuleBroken, match="nik_in_use"):
            approve(entry)
    with scope(Scope.of("36")):
        approve(entry)
    with scope(Scope.of("36.72")):
        arrived = row(ANAK)
        assert (arrived.status, arrived.rt) == ("active", "001")
        assert arrived.kk.startswith("367201")
        assert queries.refold(arrived) == []


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (Kind.LATE_BIODATA, BIRTH),
        (Kind.MOVE_IN, ARRIVAL),
    ],
)
def test_a_kecamatan_enters_nobody_of_another_one(kind: Kind, facts: dict[str, object]) -> None:
    with scope(Scope.of("36.73.02")), pytest.raises(RuleBroken, match="entry_beyond_scope"):
        propose(kind, None, **(facts | {"kk": "", "area_code": OTHER_KECAMATAN, "address": "Jl. Raya 1"}))


def test_numbers_are_typed_as_people_type_them() -> None:
    entry = propose(Kind.JOIN_CARD, NENEK, members=[str(NENEK)], kk="3673 0201 0120 0002")
    approve(entry)

    assert row(NENEK).kk == OTHER_KK


def test_blocked_at_22_then_recorded_she_is_back_only_by_a_reviewed_entry() -> None:
    done(Kind.DEACTIVATION, ANAK, reason="not_recorded")
    set_ektp_status(resident=ANAK, status="BIO_CAPTURED", on=date(2026, 11, 21), actor="kit", at=NOON)
    assert (row(ANAK).status, row(ANAK).blocked_for) == ("active", "not_recorded")
    entry = propose(Kind.REACTIVATION, ANAK)
    assert entry.risk == Risk.HIGH
    approve(entry)
    assert row(ANAK).blocked_for == ""


def test_beside_siak_nothing_is_entered_or_approved(settings: Any) -> None:
    entry = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    settings.REKAM_MODE = "beside"

    with pytest.raises(RuleBroken, match="siak_owns_this"):
        propose(Kind.CHANGE, BAPAK, values={"occupation": "Sopir"})
    with pytest.raises(RuleBroken, match="siak_owns_this"):
        approve(entry)


def test_another_office_neither_sees_nor_decides() -> None:
    entry = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})

    with scope(Scope.of("36.72")):
        assert queries.waiting() == []
        with pytest.raises(RuleBroken, match="not_found"):
            approve(entry)
        with pytest.raises(RuleBroken, match="entry_person_unknown"):
            propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})


def test_a_verifikator_of_the_city_decides_for_each_of_its_offices() -> None:
    with scope(Scope.of("36.73.02")):
        first = propose(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    with scope(Scope.of("36.73")):
        assert [one.uuid for one in queries.waiting(not_by="budi")] == [first.uuid]
        assert queries.waiting(not_by="siti") == []
        approve(first)


def test_who_does_not_hold_the_goal_does_not_approve_the_move() -> None:
    entry = propose(Kind.MOVE_WITHIN, BAPAK, members=ALL, area_code=OTHER_KECAMATAN, address="Jl. Raya")

    with scope(Scope.of("36.73.02")), pytest.raises(RuleBroken, match="entry_beyond_scope"):
        approve(entry)
    approve(entry)
    assert row(BAPAK).area_code == OTHER_KECAMATAN
    assert FamilyCard.objects.get(number=KK).area_code == OTHER_KECAMATAN


def test_after_a_move_the_new_office_folds_from_what_it_sees() -> None:
    done(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    done(Kind.MOVE_WITHIN, BAPAK, members=ALL, area_code=OTHER_KECAMATAN, address="Jl. Raya")

    with scope(Scope.of("36.73.01")):
        assert Event.objects.filter(resident__uuid=BAPAK).count() == 1
        assert queries.refold(row(BAPAK)) == []
    assert queries.refold(row(BAPAK)) == []


def test_where_somebody_lived_is_told_by_the_events() -> None:
    assert queries.area_history(row(BAPAK)) == [(None, VILLAGE)]
    done(Kind.MOVE_WITHIN, BAPAK, members=ALL, area_code=NEXT_VILLAGE, address="Jl. Raya", on="2026-11-01")

    assert queries.area_history(row(BAPAK)) == [(None, VILLAGE), (date(2026, 11, 1), NEXT_VILLAGE)]


def test_a_village_that_split_keeps_its_history() -> None:
    new = "36.73.02.1099"
    Resident.objects.filter(uuid=TETANGGA).update(rt="003")
    done(Kind.AREA_CHANGE, None, from_code=VILLAGE, to_code=new, name="Kasemen Baru", rts=["3/2"])

    assert {uuid: row(uuid).area_code for uuid in (TETANGGA, BAPAK)} == {TETANGGA: new, BAPAK: VILLAGE}
    assert queries.refold(row(TETANGGA)) == []
    assert Event.objects.get().changes == {"area_code": [VILLAGE, new]}
    assert queries.successors(VILLAGE) == [new]
    assert queries.predecessors(new) == [VILLAGE]
    assert queries.area_name(new) == "Kasemen Baru"


def test_loaded_residents_have_no_events_and_are_sound() -> None:
    assert not Event.objects.exists()
    assert [queries.refold(one) for one in Resident.objects.all()] == [[]] * 5


def test_a_row_that_was_changed_past_the_services_is_found() -> None:
    done(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    Resident.objects.filter(uuid=BAPAK).update(religion="Hindu")

    assert queries.refold(row(BAPAK)) == ["religion"]


def test_events_carry_the_transaction_that_wrote_them() -> None:
    done(Kind.CHANGE, BAPAK, values={"occupation": "Guru"})
    first = Event.objects.get()

    assert first.xid > 0
    assert Event.objects.filter(xid__gte=first.xid).count() == 1
    assert Event.objects.filter(xid__lt=first.xid).count() == 0


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_office_approves_every_row_is_what_its_events_fold_to(seed: int) -> None:
    chance = random.Random(seed)
    people = [BAPAK, IBU, ANAK, NENEK, TETANGGA]
    carried_out = 0
    for _ in range(12):
        who, other = chance.sample(people, 2)
        members = [str(one) for one in {who, *chance.sample(people, chance.randint(0, 2))}]
        kind, facts = chance.choice(
            [
                (Kind.CHANGE, {"values": {"occupation": chance.choice(["Guru", "Sopir", "Pedagang"])}}),
                (Kind.CORRECTION, {"values": {"birth_place": chance.choice(["Lebak", "Serang"])}}),
                (Kind.MOVE_WITHIN, {"members": members, "area_code": NEXT_VILLAGE, "address": "Jl. Raya"}),
                (Kind.MARRIAGE, {"spouse": str(other), "head": str(who)}),
                (Kind.SPLIT_CARD, {"members": members, "new_head": str(who)}),
                (Kind.DIVORCE, {"spouse": str(other), "leaver": str(who)}),
                (Kind.DEATH, {}),
                (Kind.DEATH_ANNULLED, {}),
                (Kind.DOUBLE_NIK, {"keep": str(other), "basis": "papers"}),
                (Kind.DOUBLE_UNDONE, {}),
                (Kind.MOVE_OUT, {"members": members, "skpwni": "S/1", "destination": "Cilegon"}),
            ]
        )
        try:
            with transaction.atomic():
                done(kind, who, left_head=str(other), **facts) if kind not in _ALONE else done(
                    kind, who, **facts
                )
            carried_out += 1
        except RuleBroken:
            pass
        set_ektp_status(resident=who, status="BIO_CAPTURED", on=date(2026, 11, 21), actor="kit", at=NOON)
    assert carried_out > 1
    assert [queries.refold(one) for one in Resident.objects.all()] == [[]] * 5


_ALONE = {Kind.CHANGE, Kind.CORRECTION, Kind.DEATH_ANNULLED, Kind.DOUBLE_UNDONE}


@pytest.mark.usefixtures("vault")
def test_what_was_refused_long_ago_is_emptied_but_for_kind_dates_and_who() -> None:
    paper, other, shared = (pdf(colour) for colour in ("red", "green", "blue"))

    def entered(occupation: str, *uploads: bytes) -> Entry:
        return services.propose(
            kind=Kind.CHANGE,
            resident=BAPAK,
            facts={"on": "2026-11-20", "values": {"occupation": occupation}, "note": "rahasia"},
            office_area="36.73.02",
            uploads=uploads,
            actor="siti",
            at=NOON,
        )

    refused, withdrawn, waits = (
        entered("Guru", paper, shared),
        entered("Sopir", other),
        entered("Pedagang", shared),
    )
    services.refuse(entry=refused.uuid, why="nama ibunya tidak cocok", actor="budi", at=NOON)
    services.withdraw(entry=withdrawn.uuid, actor="siti", at=NOON)
    gone = {str(refused.uuid), str(withdrawn.uuid)}
    later = NOON + timedelta(days=1)

    assert services.forget_refused(before=NOON) == []
    assert set(services.forget_refused(before=later, dry_run=True)) == gone
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert set(services.forget_refused(before=later)) == gone
    assert services.forget_refused(before=later) == []
    left = queries.get_entry(refused.uuid)
    assert (left.facts, left.before, left.papers, left.warnings, left.why) == ({}, {}, [], [], "")
    assert (left.kind, left.resident, left.entered_by, left.decided_by) == (
        Kind.CHANGE,
        BAPAK,
        "siti",
        "budi",
    )
    assert queries.get_entry(waits.uuid).facts["note"] == "rahasia"
    for entry, number, is_kept in ((refused, 0, False), (withdrawn, 0, False), (waits, 0, True)):
        assert is_in_vault(entry.papers[number]["address"]) is is_kept


def is_in_vault(address: str) -> bool:
    try:
        return bool(vault.read(address))
    except RuleBroken:
        return False
