"""A lurah calls up their own people and notes why somebody did not come; a school sees counts only."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.community.queries import count_young
from rekam.coverage.counters.models import Note
from rekam.coverage.queries import count_villages
from rekam.coverage.rules import latest_birth
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident

TODAY = datetime.now(UTC).date()


@pytest.fixture
def people(db: None) -> Iterator[list[Resident]]:
    """Two to call in Kasemen, one recorded there, one to call in another kelurahan."""
    with scope(EVERYWHERE):
        made = []
        for serial, (name, area, rt) in enumerate(
            [("Zubaedah", KASEMEN, "001"), ("Aminah", KASEMEN, "002"), ("Rekaman", KASEMEN, "001")], 1
        ):
            one = resident(serial=serial, area_code=area, name=name)
            one.rt, one.recorded_on = rt, date(2020, 1, 1) if name == "Rekaman" else None
            one.save()
            made.append(one)
        other = resident(serial=9, area_code=SERANG, name="Tetangga")
        other.save()
        yield [*made, other]


@pytest.fixture
def lurah(db: None) -> Client:
    browser = Client()
    browser.force_login(officer(Role.LURAH, areas=(KASEMEN,)))
    return browser


def test_the_lurah_begins_with_the_counts_of_the_own_kelurahan(lurah: Client, people: list[Resident]) -> None:
    page = lurah.get("/capaian/", follow=True)
    assert page.redirect_chain[-1][0] == reverse("coverage:village", args=[KASEMEN])
    assert "Aminah" not in page.content.decode()
    assert lurah.get(reverse("coverage:village", args=[SERANG])).status_code == 404
    assert lurah.get(reverse("coverage:village", args=["36.73.02"])).status_code == 404


def test_the_list_goes_by_rw_and_rt_and_the_look_is_written_down(
    lurah: Client, people: list[Resident]
) -> None:
    text = lurah.get(reverse("coverage:call_up", args=[KASEMEN])).content.decode()
    assert text.index("Zubaedah") < text.index("Aminah")
    assert "Rekaman" not in text
    assert "Tetangga" not in text
    entry = Entry.objects.get(action="coverage.call_up_seen")
    assert sorted(entry.subjects) == sorted(str(one.uuid) for one in people[:2])


def test_a_reason_stands_on_the_list_and_in_the_counts(lurah: Client, people: list[Resident]) -> None:
    typed = {
        "reason": "boarding",
        "evidence_on_day": TODAY.day,
        "evidence_on_month": TODAY.month,
        "evidence_on_year": TODAY.year,
    }
    answer = lurah.post(reverse("coverage:reason", args=[people[0].uuid]), typed)
    assert answer.headers["Location"] == reverse("coverage:call_up", args=[KASEMEN])
    assert "Di pesantren atau asrama" in lurah.get(answer.headers["Location"]).content.decode()
    with scope(EVERYWHERE):
        noted = list(Note.objects.values_list("resident", "reason"))
        counts = count_villages(area_code=KASEMEN, on=TODAY)[KASEMEN]
    assert noted == [(people[0].uuid, "boarding")]
    assert (counts.not_recorded, counts.away) == (2, 1)


def test_nobody_is_noted_who_is_recorded_or_lives_elsewhere(lurah: Client, people: list[Resident]) -> None:
    assert lurah.get(reverse("coverage:reason", args=[people[2].uuid])).status_code == 409
    assert lurah.get(reverse("coverage:reason", args=[people[3].uuid])).status_code == 404


def test_a_school_sees_how_many_are_16_and_17_and_no_name(db: None) -> None:
    with scope(EVERYWHERE):
        for serial, (age, recorded_on) in enumerate([(16, None), (16, TODAY), (17, None), (17, TODAY)], 1):
            one = resident(serial=serial, name="Pelajar Contoh")
            one.birth_date, one.recorded_on = latest_birth(on=TODAY, age=age), recorded_on
            one.save()
        young = count_young(area_code=KASEMEN, on=TODAY)
    assert (young.soon, young.soon_recorded, young.first, young.first_recorded) == (2, 1, 2, 1)
    school = Client()
    school.force_login(officer(Role.SCHOOL_HEAD, areas=(KASEMEN,)))
    page = school.get("/", follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == reverse("coverage:school", args=[KASEMEN])
    assert "bukan daftar murid" in text
    assert "Pelajar Contoh" not in text
    assert school.get(reverse("coverage:call_up", args=[KASEMEN])).status_code == 403
