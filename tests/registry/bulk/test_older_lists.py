"""A list is as old as its day: what is known to have happened later, it does not undo."""

from datetime import date
from pathlib import Path

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import running
from rekam.registry.bulk.rules import Kind
from rekam.registry.models import Event, Resident
from tests.registry.bulk.lists import (
    ANI,
    BUDI,
    DAY,
    NOON,
    SITI,
    checked,
    happened,
    office,
    people,
    rejected,
    taken_over,
)

LATER, LATEST = date(2026, 12, 1), date(2027, 1, 5)
pytestmark = pytest.mark.usefixtures("own_database")


def address(line: str) -> str:
    with office():
        return Resident.objects.get(nik=line.split(",")[0]).address


def test_a_line_that_would_undo_a_later_event_is_held(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    happened(SITI, on=LATER, address="JL. BARU 9")
    ready = checked(people(SITI, BUDI.replace("KP. BARU", "KP. LAMA")), folder=tmp_path)
    counts = ready.counts
    assert (counts["held"], counts["changed"], counts["same"], counts["accepted"]) == (1, 1, 0, 1)
    assert rejected(tmp_path) == [("2", "", "later_event")]
    assert ready.sample["held"][0]["facts"] == {"address": ["JL. BARU 9", "KP. BARU"]}
    running.take_over_by_command(ready.uuid, at=NOON)
    assert (address(SITI), address(BUDI)) == ("JL. BARU 9", "KP. LAMA")


@pytest.mark.parametrize("as_of", [LATER, LATEST])
def test_a_list_of_that_day_or_later_is_taken_over(tmp_path: Path, as_of: date) -> None:
    taken_over(people(SITI), folder=tmp_path)
    happened(SITI, on=LATER, address="JL. BARU 9")
    taken_over(people(SITI), folder=tmp_path, as_of=as_of)
    assert address(SITI) == "KP. BARU"


def test_a_later_event_of_another_kind_holds_nothing(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    happened(SITI, on=LATER, birth_place="LEBAK")
    with office():
        Resident.objects.update(birth_place="SERANG")
    taken_over(people(SITI.replace("KP. BARU", "KP. LAMA")), folder=tmp_path)
    assert address(SITI) == "KP. LAMA"


def test_an_older_list_than_the_last_one_changes_nobody_back(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    taken_over(people(SITI.replace("KP. BARU", "KP. LAMA"), ANI), folder=tmp_path, as_of=LATER)
    assert checked(people(SITI, ANI.replace("JL. RAYA", "JL. LAIN")), folder=tmp_path).counts["held"] == 2


def test_who_came_after_the_day_of_the_list_is_not_missing_from_it(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    taken_over(people(SITI, BUDI), folder=tmp_path, as_of=LATER)
    assert checked(people(SITI), folder=tmp_path).counts["gone"] == 0
    assert checked(people(SITI), folder=tmp_path, as_of=LATEST).counts["gone"] == 1


def test_an_older_list_does_not_say_that_somebody_is_back(tmp_path: Path) -> None:
    taken_over(people(SITI, BUDI), folder=tmp_path)
    taken_over(people(SITI), folder=tmp_path, as_of=LATER, mark_gone=True)
    taken_over(people(SITI, BUDI, ANI), folder=tmp_path)
    with office():
        assert not Event.objects.filter(kind="import.back").exists()


def test_an_older_list_of_statuses_takes_no_later_status_back(tmp_path: Path) -> None:
    head = "NIK,EKTP_STATUS,TGL_STATUS"
    nik = SITI.split(",")[0]
    taken_over(people(SITI), folder=tmp_path)
    newer = people(f"{nik},PRR,2026-12-01", header=head)
    taken_over(newer, folder=tmp_path, kind=Kind.STATUSES, as_of=LATER)
    older = people(f"{nik},BIO_CAPTURED,2026-11-20", header=head)
    ready = checked(older, folder=tmp_path, kind=Kind.STATUSES, as_of=DAY)
    assert (ready.counts["held"], ready.counts["changed"]) == (1, 0)
    assert rejected(tmp_path) == [("2", "", "later_event")]


def test_an_event_after_the_preview_wants_a_new_look(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    ready = checked(people(SITI.replace("KP. BARU", "KP. LAMA")), folder=tmp_path)
    for there_and_back in ("JL. BARU 9", "KP. BARU"):
        happened(SITI, on=LATER, address=there_and_back)
    with pytest.raises(RuleBroken, match="import_register_moved"):
        running.take_over_by_command(ready.uuid, at=NOON)
