"""How many residents an officer may see a day: warned at 80 %, stopped at 100 %, raised with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.caps import permissions, queries, rules
from rekam.accounts.caps.models import RefusedLook
from rekam.accounts.caps.rules import Sort, Standing
from rekam.accounts.caps.services import raise_limit, spend
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from tests.personas import KASEMEN, officer, resident

MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def small(own_database: str, settings: object) -> None:
    """Operators may see ten residents a day."""
    settings.REKAM_DAILY_LOOKS = "operator=10"  # type: ignore[attr-defined]


@pytest.fixture
def yayan(small: None) -> Account:
    return officer(Role.OPERATOR, username="yayan")


@pytest.fixture
def head(small: None) -> Account:
    return officer(Role.HEAD, username="hj-euis")


def look(account: Account, people: int, *, at: datetime = MORNING) -> Standing:
    return spend(account=account, people=people, at=at)


@given(st.lists(st.integers(0, 30), max_size=30), st.integers(1, 100))
def test_no_order_of_looks_passes_the_limit(looks: list[int], limit: int) -> None:
    used = 0
    for people in looks:
        if rules.fits(used=used, people=people, limit=limit):
            used += people
    assert used <= limit


def test_a_setting_changes_the_limit_of_a_role() -> None:
    assert rules.limits("operator=7, head=9")[Role.OPERATOR] == 7
    assert rules.limits("")[Role.OPERATOR] == rules.LOOKS[Role.OPERATOR]


@pytest.mark.parametrize("text", ["operator", "operator=0", "king=5", "operator=x"])
def test_a_setting_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        rules.limits(text)


def test_from_80_percent_on_it_is_near(yayan: Account) -> None:
    assert not look(yayan, 7).is_near
    assert look(yayan, 1).is_near


def test_all_or_none_and_the_rest_is_still_there(yayan: Account) -> None:
    look(yayan, 8)
    with pytest.raises(RuleBroken, match="daily_limit_reached"):
        look(yayan, 3)
    assert look(yayan, 2) == Standing(10, 10)


def in_one_request(account: Account, *looks: int) -> None:
    with scope(EVERYWHERE):
        for people in looks:
            look(account, people)


def test_a_refused_look_is_remembered_though_the_request_is_undone(yayan: Account) -> None:
    with pytest.raises(RuleBroken):
        in_one_request(yayan, 5, 50)
    assert RefusedLook.objects.get().people == 50
    assert Entry.objects.get(action="accounts.limit_reached").subjects == ["yayan"]
    assert look(yayan, 0).used == 0  # what was undone was not shown


def test_a_session_remembers_so_many_and_counts_whom_it_forgot_again(
    yayan: Account, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REKAM_DAILY_LOOKS = "operator=100"  # type: ignore[attr-defined]
    monkeypatch.setattr(permissions, "REMEMBERED", 4)
    request = RequestFactory().get("/")
    request.user, request.session = yayan, SessionStore()

    def shown(*people: str) -> int:
        """How many were counted for this page."""
        before = used_today(yayan)
        with scope(EVERYWHERE):
            permissions.show(request, "registry.resident_seen", people=people, purpose=Purpose.SERVICE)
        assert len(request.session[permissions.SHOWN][1]) <= 4
        return used_today(yayan) - before

    assert shown("a", "b", "c") == 3
    assert shown("c", "b") == 0  # a list of work opened again
    assert shown("d", "e") == 2
    assert shown("a") == 1  # forgotten, so counted again: never fewer than without a memory
    assert shown("d", "e") == 0


def used_today(account: Account) -> int:
    return queries.used_of(account, day=account.day(timezone.now()), sort=Sort.LOOKS)


def test_a_new_day_of_the_office_begins_at_its_midnight(yayan: Account) -> None:
    look(yayan, 10, at=datetime(2026, 11, 24, 16, 59, tzinfo=UTC))
    assert look(yayan, 1, at=datetime(2026, 11, 24, 17, 0, tzinfo=UTC)).used == 1


def test_the_head_raises_it_for_today_only(yayan: Account, head: Account) -> None:
    look(yayan, 10)
    raise_limit(username="yayan", extra=5, reason="Antrean panjang di Kasemen.", by=head, at=MORNING)
    assert look(yayan, 5) == Standing(15, 15)
    assert look(yayan, 0, at=MORNING + timedelta(days=1)).limit == 10
    entry = Entry.objects.get(action="accounts.limit_raised")
    assert (entry.actor, entry.subjects, entry.facts["extra"]) == ("hj-euis", ["yayan"], 5)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"username": "hj-euis"}, "limit_is_yours"),
        ({"username": "nobody"}, "not_found"),
        ({"username": "lain"}, "not_found"),
        ({"extra": 0}, "limit_extra_out_of_range"),
        ({"extra": 10_001}, "limit_extra_out_of_range"),
        ({"reason": "  x "}, "limit_reason_missing"),
    ],
)
def test_not_ones_own_not_elsewhere_not_without_a_reason(
    yayan: Account, head: Account, change: dict[str, object], code: str
) -> None:
    officer(Role.OPERATOR, areas=("36.04",), username="lain")
    told: dict[str, object] = {"username": "yayan", "extra": 5, "reason": "Antrean panjang.", "by": head}
    with pytest.raises(RuleBroken, match=code):
        raise_limit(**(told | change), at=MORNING)  # type: ignore[arg-type]


def test_files_are_counted_apart(yayan: Account) -> None:
    look(yayan, 10)
    assert spend(account=yayan, people=100, at=MORNING, sort=Sort.EXPORTED).used == 100


def enter(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def test_pages_warn_then_refuse_with_a_sentence(yayan: Account) -> None:
    with scope(EVERYWHERE):
        for serial in range(1, 5):
            resident(serial=serial, area_code=KASEMEN).save()
    browser = enter(yayan)
    first, second = (browser.post("/register/", {"cari": "siti"}) for _ in range(2))
    assert "Hari ini Anda sudah melihat" not in first.content.decode()
    assert "8 dari paling banyak 10 penduduk" in second.content.decode()
    third = browser.post("/register/", {"cari": "siti"})
    assert third.status_code == 429
    assert b"daily_limit_reached" in third.content
    assert b"Siti" not in third.content


def test_the_head_sees_who_is_near_and_raises_it_on_the_page(yayan: Account, head: Account) -> None:
    spend(account=yayan, people=9, at=datetime.now(UTC))
    browser = enter(head)
    page = browser.get("/batas/").content.decode()
    assert "1 petugas mendekati" in page
    assert "hampir habis" in page
    wrong = browser.post(
        "/batas/naikkan/", {"username": "yayan", "sort": "looks", "extra": "5", "reason": "x"}
    )
    assert wrong.status_code == 400
    told = {"username": "yayan", "sort": "looks", "extra": "50", "reason": "Antrean panjang."}
    assert browser.post("/batas/naikkan/", told).status_code == 302
    assert "+50 oleh Head (hj-euis): Antrean panjang." in browser.get("/batas/").content.decode()
    assert enter(yayan).get("/batas/").status_code == 403


def test_the_page_offers_the_office_by_name_and_nobody_else(yayan: Account, head: Account) -> None:
    officer(Role.OPERATOR, areas=("36.04",), username="lain")
    browser = enter(head)
    page = browser.get("/batas/").content.decode()
    assert '<option value="yayan">Operator, Operator (yayan)</option>' in page
    assert 'value="lain"' not in page
    assert 'value="hj-euis"' not in page  # not one's own
    told = {"username": "lain", "sort": "looks", "extra": "50", "reason": "Antrean panjang."}
    refused = browser.post("/batas/naikkan/", told)
    assert refused.status_code == 400
    assert "Pilih petugas dari daftar" in refused.content.decode()
    assert "Antrean panjang." in refused.content.decode()  # the form is not lost


def test_another_office_sees_nothing_of_it(yayan: Account) -> None:
    look(yayan, 9, at=datetime.now(UTC))
    other = officer(Role.HEAD, areas=("36.04",), username="lain")
    assert queries.day_lines(by=other, at=datetime.now(UTC)) == []


def test_an_administrator_raises_it_though_he_sees_no_resident(yayan: Account) -> None:
    administrator = officer(Role.ADMINISTRATOR, username="adi")
    look(yayan, 10)
    raise_limit(username="yayan", extra=5, reason="Antrean panjang.", by=administrator, at=MORNING)
    assert [line.standing.limit for line in queries.day_lines(by=administrator, at=MORNING)] == [15]
