"""What the pages said, and what is said where there was no room for them."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from rekam.web.door.rules import Kind

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PLAIN = ("Content-Type", "text/plain; charset=utf-8")
NOW_CLOSED = ("Connection", "close")  # what was left unread would be taken for the next request


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer, with its bytes or the file that holds them."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes = b""
    file: str = ""


def asked(application: "WSGIApplication", environ: dict[str, Any]) -> Answer:
    """What the pages answer; a file is left to the server, which sends it without a thread of ours."""
    told: list[tuple[int, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Any:
        told.append((int(status.split(" ", 1)[0]), headers))

    response = application(environ, start)
    try:
        path = _whole_file(response)
        body = b"" if path else b"".join(response)
    finally:
        if hasattr(response, "close"):
            response.close()
    status, headers = told[-1]
    return Answer(status=status, headers=headers, body=body, file=path)


def _whole_file(response: Iterable[bytes]) -> str:
    """The path of the file that an answer is, all of it; "" for any other answer."""
    sent = getattr(response, "file_to_stream", None)
    is_whole = isinstance(sent, io.BufferedReader) and isinstance(sent.name, str)
    return sent.name if sent is not None and is_whole else ""


def cut_short() -> Answer:
    """For whoever hears it yet."""
    return Answer(status=HTTPStatus.BAD_REQUEST, headers=[PLAIN, NOW_CLOSED], body=b"cut short\n")


def too_slow() -> Answer:
    """A machine's line was given up."""
    return Answer(status=HTTPStatus.REQUEST_TIMEOUT, headers=[PLAIN, NOW_CLOSED], body=b"too slow\n")


def our_mistake() -> Answer:
    """The pages themselves broke, which Django tells in words of its own unless it is broken."""
    return Answer(status=HTTPStatus.INTERNAL_SERVER_ERROR, headers=[PLAIN], body=b"our mistake\n")


def come_again(path: str, *, kind: Kind, seconds: int, is_read: bool) -> Answer:
    """Nothing was done, and when to come again.

    A station hears 429 as from the packets' own door: it is no failure of the server, and it waits.
    """
    status = HTTPStatus.TOO_MANY_REQUESTS if kind is Kind.INTAKE else HTTPStatus.SERVICE_UNAVAILABLE
    sort, body = _said(is_api=path.startswith("/api/"), code=_CODES.get(kind, "server_busy"))
    headers = [("Content-Type", sort), ("Retry-After", str(seconds)), ("Cache-Control", "no-store")]
    return Answer(status=status, headers=headers if is_read else [*headers, NOW_CLOSED], body=body)


_CODES: Mapping[Kind, str] = {Kind.INTAKE: "door_busy"}


@cache
def _said(*, is_api: bool, code: str) -> tuple[str, bytes]:
    """The words, made once: refusing must cost nothing. In the office's first language."""
    from django.template.loader import render_to_string

    from rekam.kernel.errors import RuleBroken
    from rekam.web.refusals import sentence

    told = {"code": code, "sentence": sentence(RuleBroken(code))}
    if is_api:
        return "application/json", json.dumps({"code": code, "message": told["sentence"]}).encode()
    return "text/html; charset=utf-8", render_to_string("web/refusal.html", told).encode()
