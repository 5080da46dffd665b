"""Fetching from MOSIP's data share: one login for many fetches, renewed when it ran out; bounded in all ways.

Nothing is fetched but from the addresses that the installation names, and no redirect is followed: a
message must not make this machine ask another one.
Source: MOSIP ABIS API 0.9 (the share's errors come as HTTP 200); authmanager's log-in for clients.
"""

import json
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import httpx

from rekam.abis.mosip.answers import moment
from rekam.abis.mosip.rules import Failed, Failure
from rekam.abis.places import Place
from rekam.kernel.errors import RuleBroken

MOST_BYTES: Final = 32 * 1024 * 1024
MOST_LOGIN_BYTES: Final = 64 * 1024
SECONDS: Final = 10.0
SECONDS_IN_ALL: Final = 30.0
COOKIE: Final = "Authorization"
LOGIN_NEEDED: Final = frozenset({"KER-ATH-401", "KER-ATH-403"})
GONE: Final = "DAT-SER-006"
NOT_FOUND: Final = "not found"
Clock = Callable[[], float]


@dataclass(frozen=True, repr=False)
class Login:
    """How we log in as MOSIP's partner; no repr, since it holds a secret."""

    url: str
    app: str
    client: str
    secret: str


def place_at(address: str) -> Place:
    """Raises RuleBroken("mosip_address"): not http or https, no host, or http to another machine."""
    found = Place.find(address)
    if found is None:
        raise RuleBroken("mosip_address")
    return found


@dataclass
class Share:
    """The line to the data share of one MOSIP.

    places  where documents may be fetched from; none = nothing is fetched
    login   None = the share asks for none
    """

    places: Sequence[Place]
    login: Login | None
    client: httpx.Client
    clock: Clock = time.monotonic
    _token: str = field(default="", repr=False)

    @classmethod
    def at(cls, addresses: Sequence[str], *, login: Login | None) -> "Share":
        """Raises RuleBroken("mosip_address")."""
        if login is not None:
            place_at(login.url)
        client = httpx.Client(timeout=SECONDS, trust_env=False, verify=ssl.create_default_context())
        return cls([place_at(address) for address in addresses], login, client)

    def fetch(self, url: str) -> bytes:
        """What lies at a document's address, still closed.

        Raises Failed(NOT_FETCHED), Failed(URL_EXPIRED).
        """
        if not any(place.has(url) for place in self.places):
            raise Failed(Failure.NOT_FETCHED)
        known = bool(self._token)
        body, code, words = self._asked(url)
        if code in LOGIN_NEEDED and known:
            self._token = ""
            body, code, words = self._asked(url)
        if not code:
            return body
        raise Failed(
            Failure.URL_EXPIRED if code == GONE and NOT_FOUND not in words.lower() else Failure.NOT_FETCHED
        )

    def _asked(self, url: str) -> tuple[bytes, str, str]:
        """The body, and code and words of the share's refusal, empty where it gave the document."""
        cookie = {"Cookie": f"{COOKIE}={self._token_now()}"} if self.login else {}
        status, body, _ = self._send("GET", url, headers=cookie, most=MOST_BYTES)
        if status in (401, 403):
            return b"", f"KER-ATH-{status}", ""
        if status != 200 or not body.strip():
            raise Failed(Failure.NOT_FETCHED)
        return body, *_refusal(body)

    def _token_now(self) -> str:
        if not self._token:
            self._token = self._log_in()
        return self._token

    def _log_in(self) -> str:
        assert self.login is not None
        told = {"appId": self.login.app, "clientId": self.login.client, "secretKey": self.login.secret}
        message = {"id": "string", "metadata": {}, "request": told, "version": "string"}
        body = json.dumps(message | {"requesttime": moment(datetime.now(UTC))}).encode()
        headers = {"Content-Type": "application/json"}
        status, answer, sent = self._send(
            "POST", self.login.url, headers=headers, body=body, most=MOST_LOGIN_BYTES
        )
        token = _cookie(sent) or sent.get("authorization", "")
        if status != 200 or _refusal(answer)[0] or not token or not token.isascii() or ";" in token:
            raise Failed(Failure.NOT_FETCHED)
        return token

    def _send(
        self, method: str, url: str, *, headers: dict[str, str], most: int, body: bytes | None = None
    ) -> tuple[int, bytes, httpx.Headers]:
        end = self.clock() + SECONDS_IN_ALL
        received = bytearray()
        try:
            with self.client.stream(
                method, url, headers=headers, content=body, follow_redirects=False
            ) as answer:
                for piece in answer.iter_bytes():
                    received += piece
                    if len(received) > most or self.clock() > end:
                        raise Failed(Failure.NOT_FETCHED)
                return answer.status_code, bytes(received), answer.headers
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise Failed(Failure.NOT_FETCHED) from error
        finally:
            self.client.cookies.clear()  # the login's cookie goes where we send it, and nowhere else


def _refusal(body: bytes) -> tuple[str, str]:
    """Code and words of the first error in a JSON answer; two empty texts for anything else."""
    if not body.lstrip().startswith(b"{"):
        return "", ""
    try:
        told = json.loads(body)
    except ValueError:
        return "?", ""
    errors = told.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    if not isinstance(first, dict):
        return "", ""
    return str(first.get("errorCode") or "?"), str(first.get("message") or "")


def _cookie(sent: httpx.Headers) -> str:
    for line in sent.get_list("set-cookie"):
        name, _, rest = line.partition("=")
        if name.strip().lower() == COOKIE.lower():
            return rest.partition(";")[0].strip()
    return ""
