"""What a rush changes of a request: pages wait, forms and officers do not."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from rekam.accounts.permissions import Account
from rekam.web.crowd import shared
from rekam.web.crowd.middleware import PAGES_AT_ONCE, PAGES_WAITING, Crowd
from rekam.web.crowd.rules import waiting
from rekam.web.crowd.ticket import COOKIE
from rekam.web.door import bodies

PAGE = "/permohonan/"


class Browser:
    """Somebody before the door, with the cookies that the door gave."""

    def __init__(self, door: Crowd) -> None:
        self.door, self.cookies = door, dict[str, str]()

    def ask(self, path: str = PAGE, *, method: str = "GET", **told: object) -> HttpResponse:
        request = RequestFactory().generic(method, path, **told)  # type: ignore[arg-type]
        request.COOKIES.update(self.cookies)
        response = self.door(request)
        self.cookies |= {name: one.value for name, one in response.cookies.items()}
        return response


class Session(dict[str, str]):
    """A browser's session that a page has looked into."""

    accessed = True

    def is_empty(self) -> bool:
        return not self


def page(request: HttpRequest) -> HttpResponse:
    request.session = Session(  # type: ignore[assignment]
        {"application": "x"} if request.method == "POST" else {}
    )
    return HttpResponse("here")


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Crowd]]:
    monkeypatch.setattr(shared, "data_folder", lambda: tmp_path)
    with override_settings(REKAM_RESIDENTS_AT_ONCE=2):
        yield lambda answer=page: Crowd(answer)


def full(one: Crowd) -> list[Browser]:
    people = [Browser(one) for _ in range(2)]
    assert [person.ask().status_code for person in people] == [200, 200]
    return people


def test_one_too_many_waits_on_a_small_page_that_asks_again_by_itself(door: Callable[..., Crowd]) -> None:
    full(one := door())

    answer = Browser(one).ask(f"{PAGE}layanan/kk/?a=1")

    text = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert re.search(rf'http-equiv="refresh" content="{answer["Retry-After"]}"', text)
    assert "Anda yang berikutnya." in text
    assert 'href="/permohonan/layanan/kk/?a=1"' in text
    css = Path(shared.__file__).parents[1] / "static" / "web" / "crowd.css"
    assert len(answer.content) + css.stat().st_size < 10_000


def test_the_page_says_how_many_are_ahead_in_the_language_of_the_browser(door: Callable[..., Crowd]) -> None:
    full(one := door())
    for _ in range(2):
        Browser(one).ask()

    answer = Browser(one).ask(headers={"Accept-Language": "en"})

    assert "2 people are ahead of you." in answer.content.decode()


def test_two_processes_let_in_together(door: Callable[..., Crowd]) -> None:
    full(door())

    assert Browser(door()).ask().status_code == 503


def test_a_form_is_never_sent_to_the_line_and_who_has_begun_is_let_in(door: Callable[..., Crowd]) -> None:
    full(one := door())
    late = Browser(one)

    assert late.ask(f"{PAGE}mulai/", method="POST").content == b"here"
    assert late.ask().status_code == 200
    assert Browser(one).ask().status_code == 503


def test_a_ticket_that_was_written_by_hand_is_worth_nothing(door: Callable[..., Crowd]) -> None:
    people = full(one := door())
    forger = Browser(one)
    forger.cookies[COOKIE] = people[0].cookies[COOKIE].replace(".0:", ".1:").replace("n.", "o.", 1)

    assert forger.ask().status_code == 503


def test_officers_stations_and_other_pages_go_past(door: Callable[..., Crowd]) -> None:
    def signed_in(request: HttpRequest) -> HttpResponse:
        request.user = Account(username="rina")
        return HttpResponse("here")

    full(one := door())
    for path in ("/", "/api/v1/packets", "/permohonan/kerja/", "/kartu/"):
        assert Browser(one).ask(path).status_code == 200
    officer = Browser(door(signed_in))
    officer.ask("/meja/")
    assert officer.ask().status_code == 200  # files for somebody, though residents wait


def test_without_its_memory_everybody_is_let_in(tmp_path: Path, door: Callable[..., Crowd]) -> None:
    (tmp_path / "crowd").write_text("a file where the folder should be")
    one = door()

    assert [Browser(one).ask().status_code for _ in range(4)] == [200] * 4


def test_with_all_turns_taken_a_page_waits_and_a_form_can_be_sent_again(
    door: Callable[..., Crowd], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = door()
    for _ in range(PAGES_AT_ONCE):
        one.pages._turns.acquire()
    for _ in range(PAGES_WAITING):
        one.pages._waiters.acquire()

    form = Browser(one).ask(f"{PAGE}saya/isian/", method="POST")

    assert Browser(one).ask().status_code == 503
    assert (form.status_code, "refresh" in form.content.decode()) == (503, False)
    assert "muat ulang halaman ini" in form.content.decode()
    told = {"data": b"x", "content_type": "multipart/form-data"}
    sheet = Browser(one).ask(f"{PAGE}saya/syarat/kk/", method="POST", **told)
    assert sheet.status_code == 200  # files have turns of their own


@pytest.mark.parametrize(("why", "status"), [(bodies.BUSY, 503), (bodies.SLOW, 408)])
def test_a_form_whose_bytes_were_not_read_can_be_sent_again(
    door: Callable[..., Crowd], why: str, status: int
) -> None:
    def never(_request: HttpRequest) -> HttpResponse:
        raise AssertionError("half a form")

    answer = Browser(door(never)).ask(method="POST", **{bodies.NOT_READ: why})

    assert (answer.status_code, answer["Retry-After"]) == (status, "10")


def test_the_memory_has_one_size_and_counts_who_waits(door: Callable[..., Crowd]) -> None:
    full(one := door())
    for _ in range(50):
        Browser(one).ask()

    assert shared.place().stat().st_size == shared.BYTES
    assert waiting(one.memory, now=one.memory.seen.max(), limits=one.limits) == 50
