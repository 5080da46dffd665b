"""What an officer works on is said once and stands beside every look."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.permissions import PURPOSES
from rekam.accounts.purpose import CASE, NIK_LIKE
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.personas import officer, resident


@pytest.fixture
def person(db: None) -> Resident:
    row = resident(serial=1)
    with scope(EVERYWHERE):
        row.save()
    return row


@pytest.fixture
def operator(db: None) -> Client:
    client = Client()
    client.force_login(officer(Role.OPERATOR))
    return client


def last() -> tuple[str, str]:
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    return entry.purpose, entry.case


def test_who_says_nothing_serves_at_the_counter(operator: Client, person: Resident) -> None:
    page = operator.get(f"/register/{person.uuid}/").content.decode()
    assert last() == (Purpose.SERVICE, "")
    assert "Anda sedang melayani: pelayanan di loket" in page


def test_what_was_said_at_the_search_goes_on(operator: Client, person: Resident) -> None:
    operator.post("/register/", {"cari": person.nik, "tujuan": "complaint", "perkara": "470/12-2026"})
    assert last() == (Purpose.COMPLAINT, "470/12-2026")
    page = operator.get(f"/register/{person.uuid}/").content.decode()
    assert last() == (Purpose.COMPLAINT, "470/12-2026")
    assert "pengaduan" in page
    assert "470/12-2026" in page
    operator.post("/register/", {"cari": "x"})
    assert last() == (Purpose.COMPLAINT, "470/12-2026")


def test_a_search_in_vain_is_an_entry_too(operator: Client) -> None:
    operator.post("/register/", {"cari": "tidak ada"})
    assert last() == (Purpose.SERVICE, "")
    assert Entry.objects.get(action="registry.searched").subjects == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"tujuan": "curiosity"}, "id_tujuan"),
        ({"tujuan": "adjudication"}, "id_tujuan"),  # has a page of its own
        ({"tujuan": "service", "perkara": "3673024101900001"}, "id_perkara"),
        ({"tujuan": "service", "perkara": "Ratu Maryamah"}, "id_perkara"),
        ({"tujuan": "service", "perkara": "A" * 41}, "id_perkara"),
    ],
)
def test_another_purpose_and_a_person_as_case_are_refused(
    said: dict[str, str], field: str, operator: Client
) -> None:
    answer = operator.post("/register/", {"cari": "x"} | said)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.content.decode()


@given(st.integers(10**15, 10**16 - 1), st.sampled_from(["{}", "N{}", "{}/1", "A-{}.B"]))
def test_no_nik_hides_in_a_case_number(nik: int, around: str) -> None:
    text = around.format(nik)
    assert NIK_LIKE.search(text) or not CASE.fullmatch(text)


def test_every_purpose_has_its_words() -> None:
    assert set(PURPOSES) == set(Purpose)
