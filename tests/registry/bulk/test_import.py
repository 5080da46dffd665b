"""A list against the register: first the base, then diff, merge, gone; all or nothing."""

import random
from datetime import date
from pathlib import Path

import duckdb
import pytest

from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import name_key
from rekam.registry.bulk import checking, running, services
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import State
from rekam.registry.canaries.models import Alarm
from rekam.registry.canaries.rules import Door
from rekam.registry.canaries.services import make_canary
from rekam.registry.entries.queries import refold
from rekam.registry.models import Event, FamilyCard, Resident
from tests.conftest import raw
from tests.registry.bulk.lists import (
    ANI,
    BUDI,
    DAY,
    HEADER,
    NOON,
    SITI,
    checked,
    extract,
    office,
    people,
    rejected,
    taken_over,
)

LATER = date(2027, 1, 5)
pytestmark = pytest.mark.usefixtures("own_database")


def staging_tables(database: str) -> list[str]:
    with raw(database, role="rekam_load") as loader:
        rows = loader.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'staging'").fetchall()
    return [str(name) for (name,) in rows]


def indexes(database: str) -> list[tuple[object, ...]]:
    with raw(database, role="rekam_migrate") as owner:
        return owner.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'registry_resident' ORDER BY 1"
        ).fetchall()


def test_a_first_list_is_the_base_of_the_register(own_database: str, tmp_path: Path) -> None:
    before = indexes(own_database)
    done = taken_over(people(SITI, BUDI, ANI), folder=tmp_path)
    assert done.state == State.APPLIED
    assert (done.counts["new"], done.counts["first"], done.sample) == (3, True, {})
    with office():
        siti = Resident.objects.get(nik="3673024101900001")
        assert (siti.full_name, siti.name_key, siti.sex, siti.status) == (
            "SITI AMINAH",
            name_key("Siti Aminah"),
            "P",
            "active",
        )
        assert (siti.birth_date, siti.area_code, siti.ektp_status) == (
            date(1990, 1, 1),
            "36.73.02.1001",
            "UNREGISTERED",
        )
        assert Event.objects.count() == 0
        card = FamilyCard.objects.get(number="3673020101200002")
        assert card.head is not None
        assert (card.head.full_name, card.address) == ("BUDI", "KP. BARU")
    assert indexes(own_database) == before
    assert staging_tables(own_database) == []


def test_the_audit_has_one_entry_with_the_hash_and_the_counts(tmp_path: Path) -> None:
    done = taken_over(people(SITI, BUDI), folder=tmp_path)
    entry = Entry.objects.get(action="registry.import.applied")
    assert (entry.case, entry.subjects, entry.actor) == (str(done.uuid), [], "adi")
    assert entry.facts["sha256"] == done.sha256 != ""
    assert (entry.facts["rows"], entry.facts["new"]) == (2, 2)


def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    content, _ = extract(residents=250)
    taken_over(content, folder=tmp_path)
    again = checked(content, folder=tmp_path)
    assert (again.counts["new"], again.counts["changed"], again.counts["gone"]) == (0, 0, 0)
    assert again.counts["same"] == again.counts["accepted"] > 250


def test_a_later_list_is_shown_as_new_changed_and_gone_before_anything_changes(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    moved = SITI.replace("KP. BARU", "JL. RAYA 7").replace(",1001", ",1002")
    fatma = (
        BUDI.replace("3673020202850002", "3673024202850009")
        .replace(",BUDI,", ",FATMA,")
        .replace(",1,1,KAWIN", ",2,1,KAWIN")
    )
    ready = checked(people(moved, fatma), folder=tmp_path, as_of=LATER)
    assert (ready.counts["new"], ready.counts["changed"], ready.counts["gone"]) == (1, 1, 1)
    assert ready.sample["changed"][0]["facts"] == {
        "address": ["KP. BARU", "JL. RAYA 7"],
        "area_code": ["36.73.02.1001", "36.73.02.1002"],
    }
    with office():
        assert Resident.objects.get(nik="3673024101900001").address == "KP. BARU"


def test_what_changed_is_written_as_one_event_a_person(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    done = taken_over(
        people(SITI.replace("SITI AMINAH", "SITI AMINAH, SE"[:11] + " ZAHRA"), ANI),
        folder=tmp_path,
        as_of=LATER,
    )
    with office():
        siti = Resident.objects.get(nik="3673024101900001")
        assert (siti.full_name, siti.name_key) == ("SITI AMINAH ZAHRA", name_key("Siti Aminah Zahra"))
        changed = Event.objects.get(kind="import.changed")
        assert (changed.resident_id, changed.valid_on, changed.actor) == (siti.pk, LATER, "adi")
        assert changed.facts == {"import": str(done.uuid)}
        assert changed.changes == {
            "full_name": ["SITI AMINAH", "SITI AMINAH ZAHRA"],
            "name_key": [name_key("Siti Aminah"), name_key("Siti Aminah Zahra")],
        }
        assert Event.objects.get(kind="import.new").resident.full_name == "ANI N"


def test_events_of_imports_fold_to_the_rows(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    zahra = SITI.replace("SITI AMINAH", "SITI ZAHRA")
    for as_of, lines in ((LATER, (zahra, ANI)), (date(2027, 2, 5), (SITI, BUDI, ANI))):
        taken_over(people(*lines), folder=tmp_path, as_of=as_of, mark_gone=True)
    with office():
        assert Event.objects.count() > 3
        for row in Resident.objects.all():
            assert refold(row) == []


def test_who_is_gone_stays_and_is_marked_once_where_somebody_decided_so(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    assert checked(people(SITI), folder=tmp_path, as_of=LATER).counts["gone"] == 1
    taken_over(people(SITI), folder=tmp_path, as_of=LATER, mark_gone=True)
    with office():
        gone = Event.objects.get(kind="import.gone")
        assert (gone.resident.full_name, gone.valid_on, gone.resident.status) == ("BUDI", LATER, "active")
    assert checked(people(SITI), folder=tmp_path, as_of=LATER).counts["gone"] == 0
    taken_over(people(SITI.replace("KP. BARU", "KP. LAMA"), BUDI), folder=tmp_path, as_of=LATER)
    with office():
        assert Event.objects.get(kind="import.back").resident.full_name == "BUDI"


def test_gone_are_only_those_of_villages_that_the_list_speaks_of(tmp_path: Path) -> None:
    taken_over(people(SITI, ANI), folder=tmp_path)
    assert checked(people(SITI), folder=tmp_path).counts["gone"] == 0


def test_a_rejected_line_does_not_make_its_person_gone(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    ready = checked(people(SITI, BUDI.replace(",1,1,KAWIN", ",X,1,KAWIN")), folder=tmp_path)
    assert (ready.counts["rejected"], ready.counts["gone"]) == (1, 0)


def test_a_column_that_the_list_does_not_have_is_left_alone(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    at = HEADER.split(",").index("ALAMAT")
    shorter = [",".join(c for n, c in enumerate(line.split(",")) if n != at) for line in (HEADER, SITI)]
    ready = checked(people(shorter[1], header=shorter[0]), folder=tmp_path)
    assert ready.counts["changed"] == 0


def test_the_rejects_file_says_line_column_code_and_sentence(tmp_path: Path) -> None:
    checked(people(SITI, BUDI.replace("02-02-1985", "31-02-1985"), "=rusak;=HYPERLINK(1)"), folder=tmp_path)
    assert rejected(tmp_path) == [("3", "TGL_LHR", "birth_date_impossible"), ("4", "", "columns_differ")]
    text = (tmp_path / "rejects.csv").read_text()
    assert "Tanggal lahir tidak mungkin." in text
    assert "\"'=rusak;'=HYPERLINK(1)\"\n" in text
    assert text.startswith('"line";"column";"code";"sentence";"original"\n')
    assert (tmp_path / "rejects.csv").stat().st_mode & 0o777 == 0o600


def test_lines_of_another_office_are_rejected(tmp_path: Path) -> None:
    taken_over(people(SITI, ANI.replace(",36,73,1", ",36,04,1")), folder=tmp_path)
    assert rejected(tmp_path) == [("3", "NO_KAB", "outside_office")]
    with office():
        assert Resident.objects.count() == 1


def test_an_unreadable_file_ends_with_its_code_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="import_column_missing"):
        checked(b"NIK,NAMA\n1,2\n", folder=tmp_path)
    with office():
        one = Import.objects.get()
        assert (one.state, one.code) == (State.UNREADABLE, "import_column_missing")


@pytest.mark.parametrize("broken", ["", ",bukan tanggal,"])
def test_a_list_of_residents_that_holds_a_canary_raises_the_alarm(tmp_path: Path, broken: str) -> None:
    with scope(NOTHING):
        key = make_canary(
            area_prefix="36.73.02", label="bait", actor="test", at=NOON, chance=random.Random(3)
        )
    bait = SITI.replace("3673024101900001", key)
    checked(people(bait.replace(",01-01-1990,", broken) if broken else bait, BUDI), folder=tmp_path)
    with scope(EVERYWHERE):
        assert [(alarm.actor, alarm.door) for alarm in Alarm.objects.all()] == [("adi", Door.IMPORT)]


@pytest.mark.parametrize("name", [f'"{"A" * 140_000}"', "A" * 140_000], ids=["quoted", "plain"])
def test_a_line_that_no_reader_takes_is_rejected_alone(tmp_path: Path, name: str) -> None:
    ready = checked(people(SITI, BUDI.replace(",BUDI,", f",{name},"), ANI), folder=tmp_path)
    assert (ready.state, ready.counts["accepted"]) == (State.READY, 2)
    assert [(line, code) for line, _, code in rejected(tmp_path)] == [("3", "bytes_unreadable")]


def test_what_the_reader_itself_cannot_do_ends_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise duckdb.OutOfRangeException("too large")

    monkeypatch.setattr(checking, "read_lines", broken)
    with pytest.raises(RuleBroken, match="import_file_unreadable"):
        checked(people(SITI), folder=tmp_path)
    with office():
        one = Import.objects.get()
        assert (one.state, one.code) == (State.UNREADABLE, "import_file_unreadable")


def test_a_merge_that_fails_leaves_nothing(
    own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = indexes(own_database)
    ready = checked(people(SITI, BUDI), folder=tmp_path)

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(running, "audit", broken)
    with pytest.raises(OSError, match="full"):
        running.take_over_by_command(ready.uuid, at=NOON)
    with office():
        assert Resident.objects.count() == FamilyCard.objects.count() == 0
    assert indexes(own_database) == before
    monkeypatch.undo()
    running.apply(ready.uuid, actor="adi", at=NOON)
    with office():
        assert Resident.objects.count() == 2


def test_a_register_that_moved_since_the_preview_wants_a_new_look(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    ready = checked(people(SITI, BUDI, ANI), folder=tmp_path)
    with office():
        Resident.objects.filter(nik="3673024101900001").update(address="LAIN")
    with pytest.raises(RuleBroken, match="import_register_moved"):
        running.take_over_by_command(ready.uuid, at=NOON)
    with office():
        assert Resident.objects.count() == 2


def test_as_many_changes_in_other_people_want_a_new_look_too(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    ready = checked(people(SITI.replace("KP. BARU", "JL. RAYA 7"), BUDI), folder=tmp_path)
    with office():
        Resident.objects.filter(nik="3673024101900001").update(address="JL. RAYA 7")
        Resident.objects.filter(nik="3673020202850002").update(address="LAIN")
    with pytest.raises(RuleBroken, match="import_register_moved"):
        running.take_over_by_command(ready.uuid, at=NOON)
    with office():
        assert Resident.objects.get(nik="3673020202850002").address == "LAIN"


def test_another_value_of_the_same_person_wants_a_new_look_too(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    ready = checked(people(SITI.replace("KP. BARU", "JL. RAYA 7")), folder=tmp_path)
    with office():
        Resident.objects.update(address="JL. MELATI 1")
    with pytest.raises(RuleBroken, match="import_register_moved"):
        running.take_over_by_command(ready.uuid, at=NOON)


def test_only_somebody_else_approves_and_only_once(tmp_path: Path) -> None:
    ready = checked(people(SITI), folder=tmp_path, by_command=False)
    with office():
        with pytest.raises(RuleBroken, match="four_eyes"):
            services.approve(ready.uuid, mark_gone=False, actor="adi", at=NOON)
        services.approve(ready.uuid, mark_gone=False, actor="wati", at=NOON)
        with pytest.raises(RuleBroken, match="import_step_not_allowed"):
            services.approve(ready.uuid, mark_gone=False, actor="wati", at=NOON)
    done = running.apply(ready.uuid, actor="wati", at=NOON)
    assert (done.decided_by, done.state) == ("wati", State.APPLIED)
    with pytest.raises(RuleBroken, match="import_step_not_allowed"):
        running.apply(ready.uuid, actor="wati", at=NOON)


def test_staging_that_nobody_needs_goes_with_the_next_check(own_database: str, tmp_path: Path) -> None:
    first = checked(people(SITI), folder=tmp_path)
    with office():
        services.refuse(first.uuid, actor="adi", at=NOON)
    assert staging_tables(own_database) != []
    second = checked(people(SITI), folder=tmp_path)
    assert {name.split("_")[1] for name in staging_tables(own_database)} == {second.uuid.hex}
    with pytest.raises(RuleBroken, match="import_step_not_allowed"):
        running.apply(first.uuid, actor="adi", at=NOON)


def test_an_account_of_one_kecamatan_brings_no_list(tmp_path: Path) -> None:
    from rekam.registry.bulk.columns import NO_LAYOUT
    from rekam.registry.bulk.rules import Kind

    with scope(Scope.of("36.73.02")), pytest.raises(RuleBroken, match="import_outside_office"):
        services.receive(
            kind=Kind.RESIDENTS, file_name="x", as_of=DAY, layout=NO_LAYOUT, actor="adi", at=NOON
        )


def test_the_loader_can_reach_nothing_but_register_staging_and_a_new_audit_entry(own_database: str) -> None:
    with raw(own_database, role="rekam_load") as loader:
        for forbidden in (
            "SELECT * FROM accounts_account",
            "SELECT actor FROM audit_entry",
            "UPDATE audit_entry SET actor = 'x'",
            "DELETE FROM registry_resident",
            "UPDATE registry_event SET actor = 'x'",
            "TRUNCATE registry_resident",
            "INSERT INTO registry_shed VALUES ('x', 'DROP TABLE registry_event', '')",
            "SELECT * FROM enrolment_record",
        ):
            with pytest.raises(Exception, match="permission denied"):
                loader.execute(forbidden)


def test_the_application_cannot_shed_indexes(own_database: str) -> None:
    with raw(own_database, role="rekam_app") as app, pytest.raises(Exception, match="permission denied"):
        app.execute("SELECT registry_shed_indexes()")


def test_indexes_are_shed_from_an_empty_register_only(own_database: str, tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    with raw(own_database, role="rekam_load") as loader, pytest.raises(Exception, match="not empty"):
        loader.execute("SELECT registry_shed_indexes()")
