"""What the pages are told of a request (PEP 3333)."""

import sys
from collections.abc import Sequence
from typing import Any, Protocol

from rekam.kernel.lengths import told_length


class Headers(Protocol):
    """A request's headers, names in small letters."""

    def keys(self) -> Sequence[str]:
        """Each name once."""

    def get_all(self, key: str) -> Sequence[str]:
        """All values of a name."""


class Scope(Protocol):
    """A request as the server gives it (RSGI)."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Headers


APART = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope, *, body: object) -> dict[str, Any]:
    """The environment of a request with this body.

    A name with an underscore is left out: it would be read as another one with a hyphen, which the proxy in
    front has set itself (X-Forwarded-For).
    """
    host, _, port = scope.server.rpartition(":")
    told: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name in scope.headers.keys():  # noqa: SIM118 - not a mapping
        if "_" not in name:
            value = ("; " if name == "cookie" else ",").join(scope.headers.get_all(name))
            told[APART.get(name) or f"HTTP_{name.replace('-', '_').upper()}"] = value
    told.setdefault("HTTP_HOST", scope.authority or "")
    return told


def length_of(scope: Scope) -> int:
    """The length of its body as the request tells it; 0 where it tells none."""
    return told_length("".join(scope.headers.get_all("content-length")[:1])) or 0
