"""Keys that belong to nobody: silent to who asks, loud to who watches, and in no answer of any query."""

import logging
import random
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries import queries, services
from rekam.registry.canaries.command import make
from rekam.registry.canaries.models import Alarm, Canary
from rekam.registry.canaries.rules import Door, digest, draw
from tests.personas import officer, resident
from tests.registry.entries.families import ANAK, settle

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def key(own_database: str) -> str:
    """A canary of Kasemen in a database with real commits, where alarms stay."""
    with scope(NOTHING):
        return services.make_canary(
            area_prefix="36.73.02", label="bait", actor="test", at=NOON, chance=random.Random(3)
        )


def alarms() -> list[Alarm]:
    with scope(EVERYWHERE):
        return list(queries.alarms())


@given(st.integers(0, 2**32))
def test_a_key_looks_like_any_nik(seed: int) -> None:
    nik = draw(area_prefix="36.73.02", chance=random.Random(seed))
    assert nik.area_prefix == "36.73.02"
    assert 1 <= nik.birth_day <= 31
    assert 1 <= nik.birth_month <= 12
    assert 6 <= nik.serial <= 40


def test_under_another_key_the_digest_is_another() -> None:
    nik = "3673020101900006"
    assert digest(nik, key=b"a" * 32) != digest(nik, key=b"b" * 32)
    assert nik.encode() not in digest(nik, key=b"a" * 32)


def test_searching_for_it_answers_as_for_anybody_unknown_and_raises_the_alarm(
    key: str, caplog: pytest.LogCaptureFixture
) -> None:
    officer(Role.OPERATOR, areas=("36.73.02",), username="yayan")
    browser = Client()
    browser.force_login(officer(Role.OPERATOR, areas=("36.73.02",), username="yayan"))
    with caplog.at_level(logging.WARNING, logger="rekam.canaries"):
        bait = browser.post("/register/", {"cari": f"{key[:4]} {key[4:8]} {key[8:]}"}).content.decode()
    nobody = browser.post("/register/", {"cari": "3673021111110001"}).content.decode()
    spaced = f"{key[:4]} {key[4:8]} {key[8:]}"
    assert strip(bait.replace(spaced, "NIK")) == strip(nobody.replace("3673021111110001", "NIK"))
    (alarm,) = alarms()
    assert (alarm.actor, alarm.door, alarm.area_code) == ("yayan", Door.SEARCH, "36.73.02")
    assert key not in caplog.text
    assert "yayan asked for a canary" in caplog.text
    entry = Entry.objects.get(action="registry.canary.asked_for")
    assert (entry.subjects, entry.case) == ([str(alarm.canary.uuid)], str(alarm.uuid))


def strip(page: str) -> str:
    """A page without its form's token, which is another each time."""
    head, _, rest = page.partition('name="csrfmiddlewaretoken" value="')
    parts = [head, *(rest.split('"', 1)[1:])]
    return "".join(part.split('name="csrfmiddlewaretoken" value="')[0] for part in parts)


def asked_and_refused(key: str) -> None:
    with scope(Scope.of("36.73")):
        services.look(nik=key, actor="api", at=NOON, door=Door.API)
        raise RuleBroken("not_found")


def test_the_alarm_stays_when_the_request_is_undone(key: str) -> None:
    with pytest.raises(RuleBroken):
        asked_and_refused(key)
    assert [alarm.door for alarm in alarms()] == [Door.API]


def test_an_import_that_holds_it_raises_the_alarm(key: str) -> None:
    services.look_all(niks=["3673020101900001", key], actor="bakri", at=NOON)
    assert [(alarm.actor, alarm.door) for alarm in alarms()] == [("bakri", Door.IMPORT)]


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("{anak}/peristiwa/marriage/", {"spouse_nik": "{key}", "document": "12/2020"}),
        ("{anak}/peristiwa/double_nik/", {"keep_nik": "{key}", "basis": "papers", "document": "BA/1"}),
        (
            "entri/baru/move_in/",
            {
                "nik": "{key}",
                "skpwni": "S/1",
                "origin": "Cilegon",
                "full_name": "Ujang",
                "sex": "L",
                "birth_place": "Cilegon",
                "birth_date_day": "1",
                "birth_date_month": "1",
                "birth_date_year": "1990",
                "religion": "Islam",
                "head_relation": "Kepala Keluarga",
                "marital_status": "Belum Kawin",
                "occupation": "Guru",
                "nationality": "WNI",
                "area_code": "36.73.02.1001",
                "address": "Jl. Raya",
                "rt": "1",
                "rw": "1",
                "document": "S/1",
            },
        ),
    ],
)
def test_an_events_form_that_names_it_raises_the_alarm(key: str, address: str, typed: dict[str, str]) -> None:
    with scope(EVERYWHERE):
        settle()
    siti = Client()
    siti.force_login(officer(Role.OPERATOR, areas=("36.73.02",), username="siti"))
    spaced = f"{key[:6]} {key[6:]}"
    filled = {name: value.format(key=spaced) for name, value in typed.items()}
    day = {"on_day": "20", "on_month": "11", "on_year": "2020", "step": "check"}
    siti.post("/register/" + address.format(anak=ANAK), filled | day)
    assert [(alarm.actor, alarm.door) for alarm in alarms()] == [("siti", Door.SEARCH)]


def test_anything_else_is_no_canary(key: str) -> None:
    for text in ("", "x", key[:-1], f"{key}0", "Siti Aminah", "٣٦٧٣٠٢٠١٠١٩٠٠٠٠١"):
        services.look(nik=text, actor="yayan", at=NOON)
        services.look_in(text, actor="yayan", at=NOON)
    assert alarms() == []


def test_the_head_sees_a_banner_until_somebody_else_wrote_down_what_came_out(key: str) -> None:
    services.look(nik=key, actor="yayan", at=NOON)
    head, auditor = Client(), Client()
    head.force_login(officer(Role.HEAD, username="hj-euis"))
    auditor.force_login(officer(Role.AUDITOR, username="audi"))
    assert "1 alarm belum diperiksa" in head.get("/register/").content.decode()
    page = auditor.get("/register/alarm/").content.decode()
    assert "yayan" in page
    assert "bait" in page
    assert key not in page
    (alarm,) = alarms()
    assert head.post(f"/register/alarm/{alarm.uuid}/tutup/", {"finding": "x"}).status_code == 400
    assert (
        head.post(f"/register/alarm/{alarm.uuid}/tutup/", {"finding": "Latihan bersama."}).status_code == 302
    )
    assert "belum diperiksa: seseorang" not in head.get("/register/").content.decode()
    assert head.post(f"/register/alarm/{alarm.uuid}/tutup/", {"finding": "Sekali lagi."}).status_code == 409


def test_an_administrator_watches_too(key: str) -> None:
    services.look(nik=key, actor="yayan", at=NOON)
    browser = Client()
    browser.force_login(officer(Role.ADMINISTRATOR, username="adi"))
    page = browser.get("/register/alarm/").content.decode()
    assert "1 alarm belum diperiksa: seseorang" in page
    assert "yayan" in page


def test_who_caused_an_alarm_does_not_close_it(key: str) -> None:
    services.look(nik=key, actor="hj-euis", at=NOON)
    with pytest.raises(RuleBroken, match="alarm_is_yours"), scope(EVERYWHERE):
        services.note_finding(alarm=alarms()[0].uuid, finding="Tidak ada apa-apa.", actor="hj-euis", at=NOON)


def test_another_office_sees_neither_banner_nor_alarm(key: str) -> None:
    officer(Role.OPERATOR, areas=("36.73.02",), username="yayan")
    services.look(nik=key, actor="yayan", at=NOON)
    other = Client()
    other.force_login(officer(Role.HEAD, areas=("36.04",), username="lain"))
    assert "yayan" not in other.get("/register/alarm/").content.decode()


def test_an_operator_does_not_see_that_there_are_alarms(key: str) -> None:
    browser = Client()
    browser.force_login(officer(Role.OPERATOR))
    services.look(nik=key, actor="operator", at=NOON)
    assert browser.get("/register/alarm/").status_code == 403
    assert "alarm" not in browser.get("/register/").content.decode()


@pytest.mark.django_db
def test_a_residents_nik_is_never_a_canary() -> None:
    taken = draw(area_prefix="36.73.02", chance=random.Random(5)).digits
    somebody = resident(serial=1)
    somebody.nik = taken
    with scope(EVERYWHERE):
        somebody.save()
    made = services.make_canary(
        area_prefix="36.73.02", label="", actor="test", at=NOON, chance=random.Random(5)
    )
    assert made != taken


@pytest.mark.django_db
def test_a_canary_makes_way_for_a_resident_who_gets_its_number() -> None:
    made = services.make_canary(
        area_prefix="36.73.02", label="", actor="test", at=NOON, chance=random.Random(5)
    )
    assert services.make_way(niks=["3673020101900001", made], actor="import", at=NOON) == 1
    services.look(nik=made, actor="yayan", at=NOON)
    assert alarms() == []
    assert queries.count_canaries() == (0, 1)


@pytest.mark.django_db
def test_the_command_prints_what_the_table_does_not_keep() -> None:
    made = make(number=5, area_prefix="36.73.02", label="old backup")
    assert len(set(made)) == 5
    told = str(list(Canary.objects.values_list()))
    assert not [nik for nik in made if nik in told or nik.encode().hex() in told]
    assert all(services.find_canary(nik) for nik in made)


def test_service_outside_the_domicile_raises_it_too(key: str) -> None:
    browser = Client()
    browser.force_login(officer(Role.OPERATOR, areas=("36.73.02",), username="yayan"))
    asked = {
        "nik": key,
        "full_name": "Siti Nurhayati",
        "birth_date_day": "1",
        "birth_date_month": "1",
        "birth_date_year": "1990",
        "service": "recording",
        "present": "on",
    }
    browser.post("/register/luar-domisili/", asked)
    assert [alarm.door for alarm in alarms()] == [Door.OUTSIDE_DOMICILE]


@pytest.mark.django_db
def test_after_an_import_no_canary_has_a_residents_number() -> None:
    made = services.make_canary(
        area_prefix="36.73.02", label="", actor="test", at=NOON, chance=random.Random(5)
    )
    with scope(EVERYWHERE):
        row = resident(serial=1)
        row.nik = made
        row.save()
    assert services.make_way_for_register(actor="import", at=NOON) == 1
    assert services.make_way_for_register(actor="import", at=NOON) == 0
