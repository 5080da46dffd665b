"""The first pages, as different people see them."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_missing() -> list[Resident]:
    rows = [
        resident(serial=1, area_code=KASEMEN, name="Ratu Maryamah"),
        resident(serial=2, area_code=SERANG, name="Tubagus Hasan"),
    ]
    with scope(EVERYWHERE):
        for row in rows:
            row.save()
    return rows


def enter(client: Client, role: Role, **named: object) -> None:
    client.force_login(officer(role, **named))  # type: ignore[arg-type]


@pytest.mark.usefixtures("two_missing")
def test_the_head_sees_how_many_are_missing(client: Client) -> None:
    enter(client, Role.HEAD)
    page = client.get("/capaian/36.73/").content.decode()
    assert "orang wajib KTP belum direkam" in page
    assert "Kasemen" in page
    assert "Peta skematis, bukan batas resmi" in page


@pytest.mark.usefixtures("two_missing")
def test_the_operator_of_kasemen_does_not_see_that_serang_exists(client: Client) -> None:
    enter(client, Role.OPERATOR, areas=("36.73.02",))
    assert client.get("/capaian/36.73.02/").status_code == 200
    assert client.get("/capaian/36.73.01/").status_code == 404
    assert client.get("/capaian/36.73/").status_code == 404


def test_another_offices_resident_is_not_found(client: Client, two_missing: list[Resident]) -> None:
    enter(client, Role.OPERATOR, areas=("36.73.02",))
    assert client.get(f"/register/{two_missing[0].uuid}/").status_code == 200
    answer = client.get(f"/register/{two_missing[1].uuid}/")
    assert answer.status_code == 404
    assert b"Hasan" not in answer.content


def test_a_look_at_a_resident_is_written_down_by_opaque_id(
    client: Client, two_missing: list[Resident]
) -> None:
    enter(client, Role.OPERATOR, areas=("36.73.02",))
    client.get(f"/register/{two_missing[0].uuid}/")
    entry = Entry.objects.get(action="registry.resident_seen")
    assert entry.subjects == [str(two_missing[0].uuid)]
    assert "Maryamah" not in str(entry.facts) + str(entry.subjects)


def test_searching_finds_by_name_nik_and_nothing_elsewhere(
    client: Client, two_missing: list[Resident]
) -> None:
    enter(client, Role.OPERATOR, areas=("36.73.02",))
    assert b"Ratu Maryamah" in client.post("/register/", {"cari": "ratu mar"}).content
    assert b"Ratu Maryamah" in client.post("/register/", {"cari": two_missing[0].nik}).content
    assert b"Hasan" not in client.post("/register/", {"cari": two_missing[1].nik}).content


def test_the_lurah_gets_the_list_of_his_own_people(client: Client, two_missing: list[Resident]) -> None:
    enter(client, Role.LURAH, areas=(KASEMEN,))
    assert b"Ratu Maryamah" in client.get(f"/capaian/{KASEMEN}/nama/").content
    assert client.get(f"/capaian/{SERANG}/nama/").status_code == 404
    assert client.get("/register/").status_code == 403
    assert Entry.objects.get(action="coverage.list_seen").subjects == [str(two_missing[0].uuid)]


@pytest.mark.usefixtures("two_missing")
def test_the_province_sees_counts_but_no_names(client: Client) -> None:
    enter(client, Role.PROVINCE, areas=("36",))
    assert client.get("/capaian/36.73/").status_code == 200
    assert client.get(f"/capaian/{KASEMEN}/nama/").status_code == 403


def test_the_page_is_english_for_who_asks(client: Client) -> None:
    enter(client, Role.HEAD)
    assert b'lang="en"' in client.get("/pola/", headers={"accept-language": "en"}).content
    assert b'lang="id"' in client.get("/pola/", headers={"accept-language": "id"}).content


def test_the_demo_opens_for_one_of_its_people_only(client: Client) -> None:
    officer(Role.HEAD, username="hj-euis")
    assert client.post("/contoh/masuk/", {"username": "somebody"}).status_code == 404
    assert client.post("/contoh/masuk/", {"username": "hj-euis"}).status_code == 302


def test_an_empty_register_is_told_in_a_sentence(client: Client) -> None:
    enter(client, Role.HEAD)
    answer = client.get("/", follow=True)
    assert answer.status_code == 200
    assert "masih kosong" in answer.content.decode()
    assert client.get("/capaian/36.73.99/").status_code == 404


def test_the_demo_opens_for_nobody_elsewhere(client: Client) -> None:
    officer(Role.HEAD, username="hj-euis")
    answer = client.post("/contoh/masuk/", {"username": "hj-euis"}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 404


def test_without_demo_settings_nobody_enters_by_a_button(client: Client, settings: object) -> None:
    settings.REKAM_DEMO = False  # type: ignore[attr-defined]
    officer(Role.HEAD, username="hj-euis")
    assert client.post("/contoh/masuk/", {"username": "hj-euis"}).status_code == 404


def test_after_signing_in_nobody_is_sent_elsewhere(client: Client) -> None:
    officer(Role.HEAD, username="hj-euis")
    answer = client.post("/contoh/masuk/", {"username": "hj-euis", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_home(client: Client, role: Role) -> None:
    with scope(EVERYWHERE):
        resident(serial=9, area_code=KASEMEN).save()
    enter(client, role, areas=("36.73",))
    assert client.get("/", follow=True).status_code == 200


def test_pages_carry_a_strict_policy(client: Client) -> None:
    policy = client.get("/masuk/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_refused_form_leads_back_to_itself_and_never_to_another_site(client: Client) -> None:
    enter(client, Role.OPERATOR, areas=("36.73.02",))
    missing = f"/register/{uuid4()}/"
    for came_from, back in (
        ("http://testserver/register/", "http://testserver/register/"),
        (f"http://testserver{missing}", "/"),
        ("https://elsewhere.example/", "/"),
        ("", "/"),
    ):
        page = client.get(missing, headers={"referer": came_from}).content.decode()
        assert f'<p><a href="{back}">Kembali</a></p>' in page


@pytest.mark.parametrize(("role", "listed"), [(Role.OPERATOR, False), (Role.LURAH, True)])
def test_parts_of_a_room_stand_in_the_navigation_of_who_may_not_enter_the_room(
    client: Client, role: Role, *, listed: bool
) -> None:
    enter(client, role, areas=(KASEMEN,))
    page = client.get("/jemput-bola/rumah/").content.decode()
    assert ('href="/jemput-bola/"' in page) != listed
    assert ('<a class="r-nav__link" href="/jemput-bola/rumah/" aria-current="page">' in page) == listed


def test_a_bar_of_many_rooms_keeps_the_rarely_entered_ones_in_a_menu(client: Client) -> None:
    enter(client, Role.HEAD)
    bar, menu, _rest = re.split(
        "<summary.*?</summary>|</nav>", client.get("/alat/").content.decode(), maxsplit=2
    )
    assert all(f'href="{address}"' in bar for address in ("/capaian/", "/permohonan/kerja/", "/register/"))
    assert all(f'href="{address}"' in menu for address in ("/register/alarm/", "/batas/", "/pesan/"))
    assert 'href="/alat/" aria-current="page"' in bar, "where one is stands on the bar"


def test_a_bar_of_long_words_moves_what_would_be_cut_into_the_menu(client: Client) -> None:
    enter(client, Role.VERIFIKATOR)
    bar, menu, _rest = re.split(
        "<summary.*?</summary>|</nav>", client.get("/ajudikasi/").content.decode(), maxsplit=2
    )
    on_the_bar = re.findall('<a class="r-nav__link"[^>]*>([^<]*)</a>', bar)
    assert "Data ganda" in on_the_bar
    assert sum(len(label) + 3 for label in on_the_bar) <= 124, "what fits beside the menu at 1366 px"
    assert all(f'href="{address}"' in menu for address in ("/lembaga/", "/tunjukkan/"))


def test_a_bar_of_few_rooms_has_no_menu(client: Client) -> None:
    enter(client, Role.ADMINISTRATOR)
    page = client.get("/register/alarm/").content.decode()
    assert 'href="/batas/"' in page
    assert "r-nav__more" not in page
