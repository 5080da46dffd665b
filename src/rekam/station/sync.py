"""The station's side of the line: tus upload, receipts and pull (docs/reference/sync.md).

UPDATE ME: the diagram in docs/reference/sync.md shows what happens here.
"""

import datetime
import ipaddress
import ssl
import time
import uuid
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx

from rekam.devices.kits.messages import DOMAIN as HEALTH_DOMAIN
from rekam.devices.updates.asking import DOMAIN as UPDATE_DOMAIN
from rekam.enrolment import sync_messages, worklist
from rekam.enrolment.operators.messages import SENT_DOMAIN
from rekam.enrolment.worklist import WorkList
from rekam.kernel.errors import RuleBroken
from rekam.kernel.version import VERSION
from rekam.station.identity import Identity
from rekam.station.uploading import DOOR, TUS, Uploads, refusal
from rekam.vault import sealing

PIECE_BYTES = 256 * 1024  # a slow line finishes a piece before it times out
SECONDS = 20.0
MAX_REFUSAL_BYTES = 16_384
KID = "Rekam-Station"
NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which the ssl module does not name


def check_server(url: str) -> str:
    """The server's address without a slash at its end.

    Raises RuleBroken("server_address_wrong") or, for HTTP to another machine, "server_not_encrypted".
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RuleBroken("server_address_wrong", url=url)
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise RuleBroken("server_not_encrypted", url=url)
    return url.rstrip("/")


class ServerLink:
    """One server; every method is one conversation and raises RuleBroken("server_unreachable") when cut.

    told_time       the server's clock in its last answer; it decides only the flag of a wrong clock here
    oldest_station  the oldest station the server is tried with, as it said; "" where it said nothing
    """

    def __init__(
        self,
        url: str,
        *,
        seconds: float = SECONDS,
        piece_bytes: int = PIECE_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`seconds` is the patience for each step. Raises RuleBroken as `check_server` does."""
        self._url = check_server(url)
        self._uploads = Uploads(self._send, piece_bytes=piece_bytes, clock=clock)
        timeout = httpx.Timeout(seconds, connect=min(5.0, seconds))
        # Packets are sealed and receipts signed, so a laptop whose clock is wrong by years may still send; a
        # passphrase goes only to a server whose certificate holds today.
        self._client = httpx.Client(timeout=timeout, trust_env=False, verify=_trusting(checks_time=False))
        self._strict = httpx.Client(timeout=timeout, trust_env=False, verify=_trusting(checks_time=True))
        self.told_time: datetime.datetime | None = None
        self.oldest_station = ""

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        self._strict.close()

    def is_there(self) -> bool:
        """Whether our server answers; the page of a captive portal is no answer."""
        try:
            headers = {**TUS, sync_messages.STATION_HEADER: VERSION}
            told = self._send("OPTIONS", DOOR, headers=headers).headers
        except RuleBroken:
            return False
        self._uploads.takes_bytes = "creation-with-upload" in told.get("Tus-Extension", "")
        self.oldest_station = told.get(sync_messages.OLDEST_HEADER, "")
        return "Tus-Version" in told

    def upload(self, *, packet: uuid.UUID, content: bytes) -> None:
        """Bring all bytes to the server, whole or in pieces, going on after cuts from the byte it has.

        Raises RuleBroken("server_unreachable") when there is no progress any more, or the server's code
        ("packet_conflict", "packet_too_large", ...).
        """
        self._uploads.bring(packet=packet, content=content)

    def find_receipt(self, packet: uuid.UUID, *, sha256: bytes) -> bytes | None:
        """The receipt's bytes for this content of the packet, unchecked; None while there is none yet.

        Raises RuleBroken("packet_unknown_at_server") when it must be uploaded again, "server_unreachable",
        or another code of the server.
        """
        answer = self._send("GET", f"/api/v1/packets/{packet}/receipt?sha256={sha256.hex()}")
        if answer.status_code == 202:
            return None
        if answer.status_code == 404:
            raise RuleBroken("packet_unknown_at_server")
        if answer.status_code != 200:
            raise refusal(answer)
        return answer.content

    def pull(
        self, *, request: sync_messages.PullRequest, station: Identity, keys: dict[str, bytes]
    ) -> WorkList:
        """The work list of a visit, checked against the keys that this station trusts.

        Raises RuleBroken("login_refused" | "station_unknown" | "visit_unknown" | "server_unreachable" ...)
        and the codes of `worklist.open_worklist`.
        """
        body = sync_messages.encode_pull(request)
        signature = sealing.sign(body, seed=station.seed, domain=sync_messages.PULL_DOMAIN)
        told = {sync_messages.FORM_HEADER: sync_messages.OFFICERS_BODIES}
        path = "/api/v1/station/pull"
        answer = self._signed(path, body, signature=signature, client=self._strict, told=told)
        return worklist.open_worklist(answer, keys=keys, seed=station.seed, nonce=request.nonce)

    def send_officer_body(self, document: bytes, *, station: Identity) -> None:
        """Bring an officer's own body to the office. Raises RuleBroken("server_unreachable"), or its code."""
        signature, told = sealing.sign(document, seed=station.seed, domain=SENT_DOMAIN), {KID: station.kid}
        self._signed("/api/v1/station/officer", document, signature=signature, client=self._strict, told=told)

    def tell_health(self, body: bytes, *, station: Identity) -> bool:
        """Bring a heartbeat to the office; False where the server is older and has no such door.

        Raises RuleBroken("server_unreachable"), or the server's code.
        """
        signature = sealing.sign(body, seed=station.seed, domain=HEALTH_DOMAIN)
        try:
            self._signed("/api/v1/station/health", body, signature=signature, client=self._client, told={})
        except RuleBroken as broken:
            if broken.facts.get("status") != 404:
                raise
            return False
        return True

    def ask_update(self, body: bytes, *, station: Identity) -> bytes:
        """The office's answer about new versions; empty where there is none.

        Raises RuleBroken("server_unreachable"), or the server's code.
        """
        signature = sealing.sign(body, seed=station.seed, domain=UPDATE_DOMAIN)
        return self._signed("/api/v1/station/update", body, signature=signature, client=self._client, told={})

    def ask_to_pair(self, body: bytes, *, signature: bytes) -> bytes:
        """The signed answer to a pairing's question, unchecked. Raises RuleBroken("server_unreachable"),
        or the server's code ("pairing_code_wrong", ...)."""
        return self._signed("/api/v1/station/pair", body, signature=signature, client=self._client, told={})

    def _signed(
        self, path: str, body: bytes, *, signature: bytes, client: httpx.Client, told: dict[str, str]
    ) -> bytes:
        """The answer to what a station signed."""
        headers = {"Content-Type": "application/cbor", "Rekam-Station-Signature": signature.hex(), **told}
        limit = worklist.MAX_WORKLIST_BYTES
        answer = self._send("POST", path, content=body, headers=headers, limit=limit, client=client)
        if answer.status_code not in {200, 204}:
            raise refusal(answer)
        return answer.content

    def _send(
        self,
        verb: str,
        path: str,
        *,
        limit: int = MAX_REFUSAL_BYTES,
        client: httpx.Client | None = None,
        **more: Any,
    ) -> httpx.Response:
        try:
            with (client or self._client).stream(verb, self._url + path, **more) as answer:
                raw = bytearray()
                for piece in answer.iter_bytes():
                    raw += piece
                    if len(raw) > limit:
                        raise RuleBroken("server_answer_invalid", where="size")
        except httpx.HTTPError as error:
            raise RuleBroken("server_unreachable", reason=type(error).__name__) from error
        self.told_time = _date_of(answer) or self.told_time
        headers = [(k, v) for k, v in answer.headers.items() if k not in _ENCODED]
        return httpx.Response(answer.status_code, headers=headers, content=bytes(raw))


_ENCODED = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@cache
def _trusting(*, checks_time: bool) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()  # an office's own authority is known to the system, not to us
    if not checks_time:
        context.verify_flags |= NO_CHECK_TIME
    return context


def _date_of(answer: httpx.Response) -> datetime.datetime | None:
    try:
        told = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
    return told if told.tzinfo else None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
