"""A simulated client of OSIA's ABIS interface: its requests, its tokens, and the place where answers arrive.

Source: OSIA ABIS Interface 1.6.0.
"""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from rekam.abis.engine.formats.pixels import png
from rekam.abis.engine.positions import Position
from rekam.abis.osia.rules import SUB_TYPE_OF, Scope, kind_of
from rekam.simulation.bodies import body

CALLBACK: Final = "/answers"
MOST_BYTES: Final = 1024 * 1024
Told = dict[str, Any]


def token_of(private: ECKey, *, until: int) -> str:
    """A bearer token with every scope, as an identity server would give it; `until` in seconds since 1970."""
    claims = {"aud": "rekam-abis", "exp": until, "scope": " ".join(Scope)}
    return jwt.encode({"alg": "ES256"}, claims, private, algorithms=["ES256"])


def biometrics(seed: int, *, impression: int, positions: Sequence[Position]) -> list[Told]:
    """The biometricData of a drawn body's visit."""
    person = body(seed)
    return [
        {
            "biometricType": str(kind_of(position)),
            "biometricSubType": SUB_TYPE_OF[position],
            "compression": "PNG",
            "image": b64encode(png(person.sample(position, impression=impression).pixels)).decode("ascii"),
        }
        for position in positions
    ]


@dataclass
class Answers:
    """What arrived at the callback, by the task's number."""

    arrived: dict[str, object] = field(default_factory=dict)

    def take(self, address: str, content: bytes) -> None:
        (task,) = parse_qs(urlsplit(address).query)["taskId"]
        self.arrived[task] = json.loads(content)


@dataclass
class Line:
    """A simulated client's line to an ABIS.

    base      the address of `/osia/v1`
    callback  where it takes answers
    pause     called again and again while an answer is waited for
    """

    base: str
    client: httpx.Client
    callback: str
    answers: Answers = field(default_factory=Answers)
    pause: Callable[[], None] = lambda: time.sleep(0.1)

    def ask(self, method: str, path: str, told: object = None, **query: str) -> tuple[int, Any]:
        """Send a request and wait: its status and content."""
        asked = {"transactionId": str(uuid4()), **query}
        answer = self.client.request(method, f"{self.base}/{path}", params=asked, json=told)
        return answer.status_code, answer.json() if answer.content else None

    def ask_later(
        self, method: str, path: str, told: object, *, seconds: float = 120.0
    ) -> tuple[str, object]:
        """Send a request with a callback and wait until it arrives: the task's number, and the answer.

        Raises TimeoutError, and ValueError where no task was begun.
        """
        status, begun = self.ask(method, path, told, callback=self.callback)
        if status != 202:
            raise ValueError(f"no task, but {status}: {begun}")
        task, end = str(begun["taskId"]), time.monotonic() + seconds
        while task not in self.answers.arrived:
            if time.monotonic() > end:
                raise TimeoutError(path)
            self.pause()
        return task, self.answers.arrived[task]


class _Handler(BaseHTTPRequestHandler):
    answers: Answers

    def do_POST(self) -> None:
        self.answers.take(
            self.path, self.rfile.read(min(MOST_BYTES, int(self.headers.get("Content-Length") or 0)))
        )
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing: the demo tells what happens."""


@contextmanager
def running_callback(answers: Answers) -> Iterator[str]:
    """The callback while it runs, at the address that this gives."""
    handler = type("Handler", (_Handler,), {"answers": answers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{CALLBACK}"
    finally:
        server.shutdown()
        server.server_close()


def names(candidates: object, *, who: Mapping[str, str]) -> list[str]:
    """The people of a list of candidates, best first."""
    return [who.get(one["personId"], "?") for one in candidates] if isinstance(candidates, list) else []
