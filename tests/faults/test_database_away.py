"""The database is gone for a while: a clear page and a code, no stack trace, and all is well afterwards."""

from collections.abc import Iterator

import django.db
import pytest
from django.test import Client

from rekam.accounts.rules import Role
from tests.personas import officer


@pytest.fixture
def signed_in(own_database: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer(Role.HEAD))
    return client


@pytest.fixture
def away(signed_in: Client) -> Iterator[None]:
    settings = django.db.connection.settings_dict
    here = settings["HOST"]
    django.db.connections.close_all()
    settings["HOST"] = "/nowhere"
    yield
    settings["HOST"] = here


@pytest.mark.usefixtures("away")
def test_a_page_says_what_is_safe_and_what_to_do(signed_in: Client) -> None:
    answer = signed_in.get("/capaian/36.73/")
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "Basis data tidak menjawab" in text
    assert "database_away" in text
    assert "Traceback" not in text


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("path", ["/masuk/", "/register/", "/perekaman/", "/kartu/", "/ajudikasi/"])
def test_no_page_breaks(signed_in: Client, path: str) -> None:
    assert signed_in.get(path).status_code == 503


@pytest.mark.usefixtures("away")
def test_the_station_hears_a_code(signed_in: Client) -> None:
    metadata = "packet YWFhYWFhYWEtYWFhYS00YWFhLTlhYWEtYWFhYWFhYWFhYWFh,sha256 " + "YQ=="
    answer = signed_in.post(
        "/api/v1/packets",
        headers={"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Metadata": metadata},
    )
    assert answer.status_code in {400, 503}
    assert answer.json()["code"] in {"database_away", "upload_metadata_wrong"}
    pull = signed_in.post("/api/v1/station/pull", data=b"x", content_type="application/cbor")
    assert pull.status_code in {400, 503}


def test_when_it_is_back_everything_goes_on(signed_in: Client, own_database: str) -> None:
    settings = django.db.connection.settings_dict
    here = settings["HOST"]
    django.db.connections.close_all()
    settings["HOST"] = "/nowhere"
    assert signed_in.get("/masuk/").status_code == 503
    settings["HOST"] = here
    assert signed_in.get("/masuk/").status_code == 200
