"""HTTP/1.1 with SBI's own verbs on 127.0.0.1, and the control plane; nothing here knows biometrics."""

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

HOST: Final = "127.0.0.1"
FIRST_PORT, LAST_PORT = 4501, 4600
VERBS: Final = ("MOSIPDISC", "MOSIPDINFO", "STREAM", "RCAPTURE", "CAPTURE", "GET", "POST", "OPTIONS")
ALLOWED: Final = "OPTIONS, RCAPTURE, CAPTURE, MOSIPDINFO, MOSIPDISC, STREAM, GET, POST"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
MAX_BODY: Final = 64 * 1024
MAX_CONNECTIONS: Final = 32
IDLE_SECONDS: Final = 30


class Exchange:
    """One request with the means to answer it."""

    def __init__(self, handler: "Door", *, body: bytes) -> None:
        self._handler = handler
        self.verb = handler.command
        self.path = urlsplit(handler.path).path
        self.body = body

    def answer(self, value: object, *, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send(json.dumps(value).encode(), status=status)

    def send(self, data: bytes, *, status: HTTPStatus = HTTPStatus.OK, length: int | None = None) -> None:
        """Head and bytes; another `length` than that of the data promises what does not come."""
        self.open(kind="application/json", length=len(data) if length is None else length, status=status)
        self.write(data)

    def open(self, *, kind: str, length: int | None, status: HTTPStatus = HTTPStatus.OK) -> None:
        handler = self._handler
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Cache-Control", "no-store")
        if length is None:
            handler.close_connection = True
            handler.send_header("Connection", "close")
        else:
            handler.send_header("Content-Length", str(length))
        handler.allow_origin()
        handler.end_headers()

    def write(self, data: bytes) -> None:
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def hang_up(self) -> None:
        self._handler.close_connection = True


Answer = Callable[[Exchange], None]


@dataclass(frozen=True)
class Routes:
    """What answers each verb and path; anything else is 404. No body is longer than `most_bytes`."""

    answers: dict[tuple[str, str], Answer]
    most_bytes: int = MAX_BODY


class Door(BaseHTTPRequestHandler):
    """Reads a bounded request from a loopback caller and hands it to its route."""

    protocol_version = "HTTP/1.1"
    server_version = "RekamSimulatedDevice/1"
    sys_version = ""
    timeout = IDLE_SECONDS
    server: "DeviceServer"

    def take(self) -> None:
        """Answer one request; do_<VERB> of every verb leads here."""
        if not self._from_here():
            return self._refuse(HTTPStatus.FORBIDDEN)
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or "Transfer-Encoding" in self.headers:
            return self._refuse(HTTPStatus.LENGTH_REQUIRED)
        if len(length) > 9 or int(length) > self.server.routes.most_bytes:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        exchange = Exchange(self, body=self.rfile.read(int(length)))
        if self.command == "OPTIONS":
            return self._preflight()
        answer = self.server.routes.answers.get((self.command, exchange.path))
        if answer is None:
            return self._refuse(HTTPStatus.NOT_FOUND)
        try:
            answer(exchange)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True
        return None

    def allow_origin(self) -> None:
        """CORS for pages of this machine only: a page from elsewhere must not drive a scanner."""
        origin = self.headers.get("Origin")
        if origin is not None:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Vary", "Origin")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the parent's name)
        """Silence: standard output belongs to the line that tells the port."""

    def _from_here(self) -> bool:
        # The Host check stops a foreign name that resolves to 127.0.0.1.
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        origin = self.headers.get("Origin")
        return host in LOOPBACK and (origin is None or urlsplit(origin).hostname in LOOPBACK)

    def _preflight(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.send_header("Allow", ALLOWED)
        self.send_header("Access-Control-Allow-Methods", ALLOWED)
        self.send_header("Access-Control-Allow-Headers", "Content-Type")
        self.send_header("Content-Length", "0")
        self.allow_origin()
        self.end_headers()

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()


for _verb in VERBS:
    setattr(Door, f"do_{_verb}", Door.take)


class DeviceServer(ThreadingHTTPServer):
    """Threads for at most MAX_CONNECTIONS callers; those above are hung up on."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it would let two servers share a port

    def __init__(self, *, port: int, routes: Routes) -> None:
        self.routes = routes
        self._places = threading.BoundedSemaphore(MAX_CONNECTIONS)
        super().__init__((HOST, port), Door)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away is no event; anything else is told on standard error by the parent."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def open_server(*, first: int, routes: Routes) -> DeviceServer:
    """A server on the first free port from `first` up to LAST_PORT. Raises OSError when none is free."""
    if not FIRST_PORT <= first <= LAST_PORT:
        raise ValueError(f"port must lie between {FIRST_PORT} and {LAST_PORT}, not {first}")
    for port in range(first, LAST_PORT + 1):
        try:
            return DeviceServer(port=port, routes=routes)
        except OSError:
            continue
    raise OSError(f"no free port from {first} to {LAST_PORT}")
