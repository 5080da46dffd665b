"""Whom an officer touched, and what of them: the list for a breach notice."""

import argparse
import csv
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.config import touched
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.cards import city
from tests.personas import SERANG, resident

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def saved(serial: int, **named: str) -> Resident:
    person = resident(serial=serial, **named)  # type: ignore[arg-type]
    with scope(EVERYWHERE):
        person.save()
    return person


def look(action: str, *subjects: object, actor: str = "yayan", at: datetime = NOON, **facts: str) -> None:
    told = [str(one) for one in subjects]
    record(action, actor=actor, at=at, subjects=told, purpose=Purpose.SERVICE, **facts)


def listed(folder: Path, *, officer: str = "yayan", first: str = "2026-11-24") -> list[dict[str, str]]:
    file = folder / "list.csv"
    words = argparse.Namespace(
        officer=officer, first=date.fromisoformat(first), last=date(2026, 11, 24), out=file
    )
    status = touched.run(words)
    assert file.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(file.read_text().splitlines(), delimiter=";"))
    assert status == (0 if rows else 1)
    return rows


def test_everybody_whom_the_officer_touched_is_listed_with_name_and_fields(tmp_path: Path) -> None:
    one, two = saved(1, name="Ratu"), saved(2, name="Tubagus", area_code=SERANG)
    look("coverage.list_seen", one.uuid, two.uuid)
    look("registry.resident_seen", two.uuid, at=NOON.replace(hour=6))
    rows = {row["name"]: row for row in listed(tmp_path)}
    assert set(rows) == {"Ratu", "Tubagus"}
    assert rows["Ratu"]["fields"] == "name birth sex address card_status"
    assert rows["Tubagus"]["fields"].split()[:3] == ["nik", "kk", "name"]
    assert rows["Tubagus"] | {"fields": ""} == {
        "resident": str(two.uuid),
        "nik": two.nik,
        "name": "Tubagus",
        "address": "Kp. Baru RT 001 RW 001",
        "area": SERANG,
        "fields": "",
        "times": "2",
        "first": "2026-11-24T12:00:00+07:00",
        "last": "2026-11-24T13:00:00+07:00",
    }


def test_other_officers_other_days_and_things_are_left_out(tmp_path: Path) -> None:
    one = saved(1)
    look("registry.resident_seen", one.uuid, actor="siti")
    look("registry.resident_seen", one.uuid, at=datetime(2026, 11, 24, 17, 0, tzinfo=UTC))  # the 25th, WIB
    look("cards.blank.seen", "04A1")
    look("cards.card.seen", uuid4())
    look("web.access_refused", one.uuid)
    assert listed(tmp_path) == []


def test_a_recording_and_a_body_count_as_their_person(tmp_path: Path) -> None:
    with scope(EVERYWHERE):
        of = city.holder()
        recording = city.record(of)
    look("enrolment.record_seen", recording.uuid)
    look("abis.image.seen", uuid4(), recording.subject)
    (row,) = listed(tmp_path)
    assert (row["resident"], row["times"]) == (str(of.uuid), "2")
    assert row["fields"] == "card_status biometrics"


def test_an_action_of_a_newer_version_may_have_shown_everything(tmp_path: Path) -> None:
    one = saved(1)
    look("tomorrow.seen", one.uuid)
    (row,) = listed(tmp_path)
    assert row["fields"].split() == [str(field) for field in touched.Field]


def test_an_export_showed_the_columns_that_it_names(tmp_path: Path) -> None:
    one, two, three = saved(1, name="Ratu"), saved(2, name="Tubagus"), saved(3, name="Siti")
    look("registry.export.fetched", one.uuid, two.uuid, columns="full_name,rt")
    look("registry.export.fetched", two.uuid, columns="nik,full_name")
    look("registry.export.fetched", three.uuid)
    fields = {row["name"]: row["fields"] for row in listed(tmp_path)}
    assert fields == {
        "Ratu": "name address",
        "Tubagus": "nik name address",
        "Siti": "nik kk name birth sex address marital_status card_status",  # of a version that did not say
    }


def test_a_name_is_no_formula(tmp_path: Path) -> None:
    one = saved(1, name="=HYPERLINK()")
    look("registry.resident_seen", one.uuid)
    assert listed(tmp_path)[0]["name"] == "'=HYPERLINK()"


def test_the_list_itself_is_in_the_audit(tmp_path: Path) -> None:
    listed(tmp_path, officer="yayan", first="2026-11-01")
    entry = Entry.objects.get(action="audit.touched_listed")
    assert entry.actor.startswith("command line: ")
    assert entry.facts["officer"] == "yayan"
    assert entry.facts["since"] == "2026-11-01T00:00:00+07:00"
