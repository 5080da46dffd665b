"""HTTP with SBI's own verbs, on loopback only, with a deadline and a size limit for every answer."""

import json
import socket
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

import httpx

from rekam.kernel.authorities import authorities
from rekam.kernel.errors import RuleBroken

HOST = "127.0.0.1"  # not "localhost", which may be another family (docs/reference/sbi.md)
MAX_ANSWER_BYTES = 32 * 1024 * 1024
MAX_FRAME_BYTES = 2 * 1024 * 1024
CONNECT_SECONDS = 1.0
FRAME_SECONDS = 3.0  # SBI asks for three frames a second
JPEG = b"\xff\xd8\xff"


def ask(
    *,
    port: int,
    verb: str,
    path: str,
    body: dict[str, Any] | None,
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
) -> Any:
    """The JSON that a device answers.

    seconds   for the whole exchange, also for a device that sends a byte now and then
    Raises RuleBroken("device_unreachable" | "device_died" | "device_timeout" | "device_answer_too_large" |
    "device_answer_invalid").
    """
    content = b"" if body is None else json.dumps(body).encode()
    deadline = clock() + seconds
    raw = bytearray()
    try:
        with (
            _client(seconds) as client,
            client.stream(verb, f"http://{HOST}:{port}{path}", content=content, headers=_HEADERS) as answer,
        ):
            if answer.status_code != 200:
                raise RuleBroken("device_answer_invalid", status=answer.status_code)
            for piece in answer.iter_bytes():
                raw += piece
                if len(raw) > MAX_ANSWER_BYTES:
                    raise RuleBroken("device_answer_too_large", limit=MAX_ANSWER_BYTES)
                if clock() > deadline:
                    raise RuleBroken("device_timeout", seconds=seconds)
    except httpx.HTTPError as error:
        raise _refusal(error, seconds=seconds) from error
    return _json(bytes(raw))


def listens(port: int) -> bool:
    """Whether anything accepts a connection there; a hundred silent ports are passed in milliseconds."""
    try:
        socket.create_connection((HOST, port), timeout=CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def frames(
    *, port: int, body: dict[str, Any], seconds: float, clock: Callable[[], float] = time.monotonic
) -> Generator[bytes, None, None]:
    """The JPEG frames of a device's live picture, until it ends or `seconds` are over; each at most 2 MiB.

    Closing the iterator hangs up. Raises RuleBroken as `ask` does, and "device_not_found" where the device
    answers without a picture.
    """
    raw = bytearray()
    deadline = clock() + seconds
    content = json.dumps(body).encode()
    try:
        with (
            _client(FRAME_SECONDS) as client,
            client.stream(
                "STREAM", f"http://{HOST}:{port}/stream", content=content, headers=_HEADERS
            ) as answer,
        ):
            if answer.status_code != 200:
                raise RuleBroken("device_answer_invalid", status=answer.status_code)
            if not answer.headers.get("Content-Type", "").startswith("multipart/x-mixed-replace"):
                raise RuleBroken("device_not_found", where="stream")
            for piece in answer.iter_bytes():
                raw += piece
                yield from _whole_frames(raw)
                if len(raw) > MAX_FRAME_BYTES:
                    raise RuleBroken("device_answer_too_large", limit=MAX_FRAME_BYTES)
                if clock() > deadline:
                    return
    except httpx.HTTPError as error:
        raise _refusal(error, seconds=FRAME_SECONDS) from error


_HEADERS = {"Content-Type": "application/json"}


def _client(seconds: float) -> httpx.Client:
    # trust_env off: a proxy set for the office must never see a capture
    timeout = httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
    return httpx.Client(timeout=timeout, trust_env=False, verify=authorities(), follow_redirects=False)


def _refusal(error: httpx.HTTPError, *, seconds: float) -> RuleBroken:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return RuleBroken("device_unreachable")
    if isinstance(error, httpx.TimeoutException):
        return RuleBroken("device_timeout", seconds=seconds)
    return RuleBroken("device_died")


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise RuleBroken("device_answer_invalid", where="json") from error


def _whole_frames(raw: bytearray) -> Iterator[bytes]:
    while (end := raw.find(b"\r\n\r\n")) >= 0:
        length = _content_length(bytes(raw[:end]))
        start = end + 4
        if len(raw) < start + length:
            return
        frame = bytes(raw[start : start + length])
        if not frame.startswith(JPEG):
            raise RuleBroken("device_answer_invalid", where="frame")
        yield frame
        del raw[: start + length]


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return min(int(value), MAX_ANSWER_BYTES)
    raise RuleBroken("device_answer_invalid", where="stream")
