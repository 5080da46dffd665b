"""Sessions: how long, how many, and who ends them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from rekam.accounts.models import Deputy, SignIn
from rekam.accounts.permissions import Account, scope_of
from rekam.accounts.rules import Role
from rekam.accounts.sessions import device_of
from tests.accounts.conftest import PASSPHRASE
from tests.personas import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina() -> Account:
    return officer(Role.VERIFIKATOR, username="nina", password=PASSPHRASE)


def enter(agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent})
    assert client.post("/masuk/", {"username": "nina", "password": PASSPHRASE}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def set_times(*, seen: timedelta = timedelta(0), begun: timedelta = timedelta(0)) -> None:
    now = timezone.now()
    SignIn.objects.update(seen_at=now - seen, at=now - begun)


@pytest.mark.usefixtures("nina")
def test_an_idle_session_ends() -> None:
    client = enter()
    set_times(seen=timedelta(minutes=29))
    assert is_in(client)
    set_times(seen=timedelta(minutes=31))
    assert not is_in(client)
    assert not is_in(client)


@pytest.mark.usefixtures("nina")
def test_using_it_keeps_it_open_but_not_beyond_the_day() -> None:
    client = enter()
    set_times(seen=timedelta(minutes=20), begun=timedelta(hours=9))
    assert is_in(client)
    assert timezone.now() - SignIn.objects.get().seen_at < timedelta(minutes=1)
    set_times(begun=timedelta(hours=11))
    assert not is_in(client)


@pytest.mark.usefixtures("nina")
def test_at_most_so_many_at_once_and_the_oldest_ends(settings: Settings) -> None:
    settings.REKAM_SESSIONS_AT_ONCE = 2
    first, second, third = enter(), enter(), enter()
    assert [is_in(first), is_in(second), is_in(third)] == [False, True, True]


@pytest.mark.usefixtures("nina")
def test_the_session_key_is_a_new_one_after_signing_in() -> None:
    client = Client()
    client.post("/masuk/kunci/")  # a session before anybody signed in
    before = client.session.session_key
    client.post("/masuk/", {"username": "nina", "password": PASSPHRASE})
    assert before
    assert client.session.session_key != before


@pytest.mark.usefixtures("nina")
def test_one_sees_ones_sessions_and_ends_another() -> None:
    here = enter("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
    there = enter("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140.0 Mobile Safari")
    page = here.get("/akun/").content.decode()
    assert "Firefox, Windows" in page
    assert "Chrome, Android" in page
    other = SignIn.objects.get(device="Chrome, Android")
    assert here.post(f"/akun/sesi/{other.uuid}/akhiri/").status_code == 302
    assert [is_in(here), is_in(there)] == [True, False]


@pytest.mark.usefixtures("nina")
def test_nobody_ends_the_session_of_somebody_else() -> None:
    client = enter()
    stranger = Client()
    stranger.force_login(officer(Role.HEAD))
    session = SignIn.objects.get(account__username="nina")
    assert stranger.post(f"/akun/sesi/{session.uuid}/akhiri/").status_code == 404
    assert is_in(client)


@pytest.mark.usefixtures("nina")
def test_a_changed_password_ends_every_other_session() -> None:
    here, there = enter(), enter()
    new = "gunung tinggi sepi"
    answer = here.post("/akun/kata-sandi/", {"password": PASSPHRASE, "new": new, "again": new})
    assert answer.status_code == 302
    assert [is_in(here), is_in(there)] == [True, False]


@pytest.mark.usefixtures("nina")
def test_signing_out_closes_the_row() -> None:
    client = enter()
    client.post("/keluar/")
    assert SignIn.objects.get().ended_at is not None


@pytest.mark.usefixtures("nina")
def test_who_asks_is_read_in_one_statement() -> None:
    client = enter()
    with CaptureQueriesContext(connection) as asked:
        assert is_in(client)
    tables = ("django_session", "accounts_account", "accounts_office", "accounts_deputy")
    assert sum(any(table in one["sql"] for table in tables) for one in asked) == 1


def test_a_closed_account_is_out_at_once(nina: Account) -> None:
    client = enter()
    Account.objects.filter(pk=nina.pk).update(is_active=False)
    assert not is_in(client)


def test_a_session_is_of_no_use_with_a_password_that_was_changed_elsewhere(nina: Account) -> None:
    client = enter()
    nina.set_password("gunung tinggi sepi")
    nina.save()
    assert not is_in(client)


def test_a_row_of_another_account_lets_nobody_in_as_that(nina: Account) -> None:
    client = enter()
    SignIn.objects.update(account=officer(Role.ADMINISTRATOR, username="adi"))
    assert client.get("/akun/").context["account"] == nina


@pytest.mark.parametrize("ended_at", [None, timezone.now()])
def test_a_deputy_sees_the_other_areas_until_it_is_ended(nina: Account, ended_at: object) -> None:
    client, today = enter(), nina.day(timezone.now())
    Account.objects.filter(pk=nina.pk).update(areas=["36.73.01"])
    Deputy.objects.create(
        absent=officer(Role.VERIFIKATOR, username="vera", areas=("36.73.02",)),
        stand_in=nina,
        from_day=today,
        until_day=today,
        given_by="test",
        given_at=timezone.now(),
        ended_at=ended_at,
    )
    now = scope_of(client.get("/akun/").context["account"])
    assert now.areas == ({"36.73.01", "36.73.02"} if ended_at is None else {"36.73.01"})


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537 Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) AppleWebKit Version/18 Safari/604.1", "Safari, iOS"),
        ("", "?, ?"),
    ],
)
def test_a_device_in_two_words(agent: str, words: str) -> None:
    assert device_of(agent) == words


@pytest.mark.usefixtures("nina")
def test_a_colleague_at_the_same_browser_ends_the_session_before() -> None:
    officer(Role.HEAD, username="euis", password=PASSPHRASE)
    client = enter()

    assert client.post("/masuk/", {"username": "euis", "password": PASSPHRASE}).status_code == 302
    before, now = SignIn.objects.order_by("pk")
    assert (before.account.username, before.ended_at is None) == ("nina", False)
    assert (now.account.username, now.ended_at, now.session_key) == (
        "euis",
        None,
        client.session.session_key,
    )
    assert is_in(client)


@pytest.mark.usefixtures("nina")
def test_no_browser_keeps_the_pages_of_a_session() -> None:
    client = enter()
    assert client.get("/akun/")["Cache-Control"] == "no-store, private"
    assert client.post("/keluar/")["Cache-Control"] == "no-store, private"
    assert "Cache-Control" not in Client().get("/masuk/")
