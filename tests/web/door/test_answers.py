"""What pages answer goes out as it is; a refusal is ready before it is needed."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse

from rekam.web.door.answers import asked, come_again
from rekam.web.door.rules import Kind


def page(response: Any) -> Any:
    def application(_environ: object, start: Any) -> Iterable[bytes]:
        start(f"{response.status_code} whatever", list(response.items()))
        return response  # type: ignore[no-any-return]

    return application


@pytest.mark.django_db  # closing an answer looks at the connection
def test_a_page_goes_out_whole_and_is_closed() -> None:
    response = HttpResponse(b"here", status=404)
    told = asked(page(response), {})
    assert (told.status, told.body, told.file, response.closed) == (404, b"here", "", True)


@pytest.mark.django_db  # closing an answer looks at the connection
def test_a_whole_file_is_left_to_the_server_and_a_stream_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b")
    opened = path.open("rb")
    told = asked(page(FileResponse(opened)), {})
    assert (told.file, told.body, opened.closed) == (str(path), b"", True)
    assert asked(page(FileResponse(io.BytesIO(b"part"))), {}).body == b"part"


@pytest.mark.parametrize(
    ("kind", "path", "status", "code"),
    [
        (Kind.INTAKE, "/api/v1/packets", 429, "door_busy"),
        (Kind.QUESTIONS, "/api/v1/verification/questions", 503, "server_busy"),
        (Kind.PAGES, "/permohonan/", 503, "server_busy"),
    ],
)
def test_a_refusal_says_when_to_come_again(kind: Kind, path: str, status: int, code: str) -> None:
    told = come_again(path, kind=kind, seconds=7, is_read=True)
    headers = dict(told.headers)
    assert (told.status, headers["Retry-After"], headers.get("Connection")) == (status, "7", None)
    is_json = headers["Content-Type"] == "application/json"
    assert is_json is path.startswith("/api/")
    assert (json.loads(told.body)["code"] if is_json else told.body.decode()).count(code)


def test_a_line_with_an_unread_body_is_closed() -> None:
    told = come_again("/permohonan/", kind=Kind.PAGES, seconds=5, is_read=False)
    assert dict(told.headers)["Connection"] == "close"
