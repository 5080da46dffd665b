"""A simulated MOSIP for an ABIS to fetch from: the log-in and the data share, on this machine only."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

LOGIN: Final = "/v1/authmanager/authenticate/clientidsecretkey"
SHARE: Final = "/v1/datashare/get"
CLIENT, SECRET = "simulated-abis", "not a secret"
MOST_BYTES: Final = 64 * 1024


@dataclass
class ShareState:
    """What the simulated share holds, and what it was asked.

    documents  by name, closed
    expired    names whose address ran out
    """

    documents: dict[str, bytes] = field(default_factory=dict)
    expired: set[str] = field(default_factory=set)
    logins: int = 0
    fetches: int = 0
    _token: str = ""

    def log_in(self, message: object) -> str | None:
        """A new token, or None for another client or secret."""
        told = message.get("request") if isinstance(message, dict) else None
        if not isinstance(told, dict) or (told.get("clientId"), told.get("secretKey")) != (CLIENT, SECRET):
            return None
        self.logins += 1
        self._token = secrets.token_urlsafe(16)
        return self._token

    def end_login(self) -> None:
        """Let the token run out."""
        self._token = ""

    def fetch(self, name: str, *, cookie: str) -> bytes:
        """The document, or an error as the share words it; both go out as HTTP 200."""
        self.fetches += 1
        if not self._token or cookie != f"Authorization={self._token}":
            return refusal("KER-ATH-401", "Authentication Failed")
        if name in self.expired:
            return refusal("DAT-SER-006", "Data share usage expired")
        return self.documents.get(name) or refusal("DAT-SER-003", "File does not exists or File is empty")


def refusal(code: str, words: str) -> bytes:
    """An error of the share."""
    return json.dumps({"id": "mosip.data.share", "errors": [{"errorCode": code, "message": words}]}).encode()


class _Handler(BaseHTTPRequestHandler):
    state: ShareState

    def do_POST(self) -> None:
        body = self.rfile.read(min(MOST_BYTES, int(self.headers.get("Content-Length") or 0)))
        token = self.state.log_in(json.loads(body)) if self.path == LOGIN else None
        if token is None:
            self._say(refusal("KER-ATH-401", "Authentication Failed"))
            return
        told = json.dumps({"response": {"status": "success"}, "errors": None}).encode()
        self._say(told, cookie=f"Authorization={token}; Path=/; HttpOnly")

    def do_GET(self) -> None:
        name = self.path.removeprefix(f"{SHARE}/")
        self._say(self.state.fetch(name, cookie=self.headers.get("Cookie", "")))

    def _say(self, body: bytes, *, cookie: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing: the demo tells what happens."""


@contextmanager
def running_share(state: ShareState) -> Iterator[str]:
    """The simulated share while it runs, at the address that this gives, `http://127.0.0.1:PORT`."""
    handler = type("Handler", (_Handler,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
