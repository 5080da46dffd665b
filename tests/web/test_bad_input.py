"""Whatever a browser or a script sends, the answer is a page or a code, never a broken server."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route, all_routes
from rekam.credentials import key_files
from rekam.kernel.errors import RuleBroken
from rekam.vault.keys import make_keys
from rekam.web import middleware
from rekam.web.middleware import refusal
from rekam.web.refusals import status_of
from tests.personas import officer

pytestmark = pytest.mark.django_db

NOBODY = UUID(int=1)
SOMETHING: Mapping[str, tuple[str, ...]] = {
    "uuid": (str(NOBODY),),
    "uuidstr": (str(NOBODY),),  # as django-ninja calls it
    "int": ("0", "9" * 30),
    "str": ("%00", "'", "%C3%28", "36.73.02.1008", "x" * 300, "-1"),
}
BAD = ("a\x00b", "x" * 100_000, "99999999999999999999", "\N{GRINNING FACE}%s{}")
FIELDS = (
    *(
        "cari",
        "nik",
        "username",
        "password",
        "next",
        "reason",
        "letter",
        "listed",
        "site",
        "to_site",
        "serial",
    ),
    *("number", "position", "answer", "area_code", "on_0", "on_1", "on_2", "language"),
)
ROLES = (Role.BACK_OFFICE, Role.VERIFIKATOR, Role.OPERATOR)
PLACE = re.compile(r"<(?:(\w+):)?\w+>")
ROUTES = all_routes()
Thing = TypeVar("Thing")


def addresses(route: Route) -> list[str]:
    """A route's addresses, with bad things in the places that take any text."""
    told = [SOMETHING[kind or "str"] for kind in PLACE.findall(route.path)]
    return ["/" + PLACE.sub("{}", route.path).format(*filling) for filling in product(*told)]


def pairs(route: Route) -> list[tuple[str, str]]:
    """Addresses of a route and bad texts for its form: all of both."""
    paths = addresses(route)
    return list(islice(zip(cycle(paths), cycle(BAD), strict=False), max(len(paths), len(BAD))))


def dealt(things: Sequence[Thing], route: Route, *, role: Role) -> Sequence[Thing]:
    """A role's share of what is sent to a route: behind the door one view answers whoever came in.

    Who is not let in is refused before anything is read, so one thing is enough of him.
    """
    let_in = [one for one in ROLES if route.door.startswith("public") or may(one, route.door)]
    return things[let_in.index(role) :: len(let_in)] if role in let_in else things[-1:]


def test_every_place_in_an_address_is_filled() -> None:
    assert not [path for route in ROUTES for path in addresses(route) if "<" in path]


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> Role:
    return Role(request.param)


@pytest.fixture
def signed_in(role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Client:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    settings.REKAM_CREDENTIAL_KEYS = str(tmp_path)
    key_files.make(tmp_path, issuer="http://testserver", name="Disdukcapil", at=datetime.now(UTC))
    client = Client(raise_request_exception=False)
    client.force_login(officer(role))
    return client


@pytest.fixture(scope="module")
def drawn() -> set[str]:
    """The codes whose page was drawn: it is the same page each time."""
    return set()


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch, drawn: set[str]) -> None:
    """A refusal's page is drawn once for each code; then its status says enough."""

    def refuse(request: HttpRequest, error: RuleBroken) -> HttpResponse:
        if error.code in drawn:
            return HttpResponse(status=status_of(error.code))
        drawn.add(error.code)
        return refusal(request, error)

    monkeypatch.setattr(middleware, "refusal", refuse)


@pytest.mark.usefixtures("briefly")
def test_no_address_breaks(signed_in: Client, role: Role) -> None:
    asked = [path for route in ROUTES for path in dealt(addresses(route), route, role=role)]
    assert [path for path in asked if signed_in.get(path).status_code >= 500] == []


@pytest.mark.parametrize(
    "query", ["page=-1", "page=99999999999999999999", "page=%00", "bagian=%00", "page=x"]
)
def test_no_query_breaks(signed_in: Client, query: str) -> None:
    assert signed_in.get(f"/capaian/36.73.02.1008/nama/?{query}").status_code < 500
    assert signed_in.get(f"/register/?{query}").status_code < 500


@pytest.mark.usefixtures("briefly")
@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text[:12]))
def test_no_field_breaks(signed_in: Client, role: Role, text: str, without_form: set[str]) -> None:
    fields = dict.fromkeys(FIELDS, text)
    # What counts refusals writes past this test's transaction: see tests/accounts and test_sign_in.
    kept_out = ("/keluar/", "/masuk/", "/pola/", "/api/v1/station/", "/akun/konfirmasi/", "/akun/kata-sandi/")
    broken = []
    for route in ROUTES:
        for path, told in dealt(pairs(route), route, role=role):
            if told != text or path.startswith(kept_out) or route.name in without_form:
                continue
            status = signed_in.post(path, fields).status_code
            nobodys = status == HTTPStatus.NOT_FOUND and "<uuid" in route.path
            if status == HTTPStatus.METHOD_NOT_ALLOWED or nobodys:
                without_form.add(route.name)
            broken += [path] if status >= 500 else []
    assert broken == []


@pytest.fixture(scope="module")
def without_form() -> set[str]:
    """Routes that take none, or look for their object first, need not say so of each text."""
    return set()


def test_text_that_no_database_takes_is_refused_with_a_code(signed_in: Client) -> None:
    answer = signed_in.post("/register/", {"cari": "a\x00b"})
    assert answer.status_code == 400
    assert b"text_malformed" in answer.content


def test_a_body_larger_than_any_form_is_refused_unread(client: Client) -> None:
    answer = client.generic(
        "POST",
        "/kartu/terima/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(17 * 1024 * 1024),  # the test's body breaks when so much is read
    )
    assert (answer.status_code, b"request_too_large" in answer.content) == (413, True)


@pytest.mark.parametrize("length", ["x", "-5", "1e9"])
def test_a_length_that_is_no_number_is_nobodys_crash(client: Client, length: str) -> None:
    client.raise_request_exception = False
    for path in ("/api/v1/station/pull", "/contoh/masuk/"):
        answer = client.generic("POST", path, b"x", content_type="application/cbor", CONTENT_LENGTH=length)
        assert answer.status_code < 500


def test_a_cookie_cannot_break_a_page(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/masuk/", headers={"cookie": 'sessionid="aaaaaaaaaa\\000"'})
    assert answer.status_code == 400


def test_an_upload_that_is_no_list_is_told_so(signed_in: Client) -> None:
    upload = SimpleUploadedFile("a.csv", b"\xff\xfe\x00")
    answer = signed_in.post("/kartu/terima/", {"site": "36.73", "letter": "1", "upload": upload})
    assert answer.status_code in {400, 403}


def test_a_wallet_reads_a_refusal_before_its_door_as_json(client: Client) -> None:
    answer = client.post("/ikd/answers/x", {"response": "a\x00"})

    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request", "error_description": "text_malformed"}
