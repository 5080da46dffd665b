"""Bringing a packet's bytes over by tus, in as few requests as server and line carry.

docs/reference/sync.md is the contract. A server of sync 2 takes bytes with the announcement: on a good
line a packet is one request. One of sync 1 is told first and gets pieces of one size, as before.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Mapping
from typing import Protocol

import httpx

from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES
from rekam.kernel.errors import RuleBroken

TUS = {"Tus-Resumable": "1.0.0"}
DOOR = "/api/v1/packets"
BODY = {"Content-Type": "application/offset+octet-stream"}
ATTEMPTS_WITHOUT_PROGRESS = 5
# A body is what the line carried lately in so many seconds: a slow one keeps no place at the door for long,
# and a cut costs little.
BODY_SECONDS = 5.0


class Send(Protocol):
    """One request and its answer; raises RuleBroken("server_unreachable") when it was cut."""

    def __call__(
        self, verb: str, path: str, *, headers: Mapping[str, str], content: bytes = b""
    ) -> httpx.Response: ...


class Uploads:
    """What one line to one server was found to carry, and what was begun over it.

    takes_bytes   whether the server takes bytes with the announcement, as its OPTIONS told
    """

    def __init__(self, send: Send, *, piece_bytes: int, clock: Callable[[], float]) -> None:
        """`piece_bytes` is the least piece, `clock` gives seconds that only grow."""
        self.takes_bytes = False
        self._send = send
        self._clock = clock
        self._least = self._piece = piece_bytes
        self._begun: set[uuid.UUID] = set()

    def bring(self, *, packet: uuid.UUID, content: bytes) -> None:
        """Bring all bytes to the server. Raises RuleBroken as `ServerLink.upload` says."""
        sha256 = hashlib.sha256(content).hexdigest()
        address = f"{DOOR}/{packet}?sha256={sha256}" if self.takes_bytes else f"{DOOR}/{packet}"
        offset = self._begin(packet, content=content, told=_announcement(packet, sha256, size=len(content)))
        left = ATTEMPTS_WITHOUT_PROGRESS
        while offset < len(content):
            reached = self._patch(address, content=content, offset=offset)
            left = ATTEMPTS_WITHOUT_PROGRESS if reached > offset else left - 1
            if left == 0:
                raise RuleBroken("server_unreachable", reason="no progress")
            offset = reached
        self._begun.discard(packet)

    def _begin(self, packet: uuid.UUID, *, content: bytes, told: Mapping[str, str]) -> int:
        """Announce the packet; the offset from which its bytes are missing.

        With the first bytes where the server takes them; not where some of it may be there already.
        """
        is_new, answer = packet not in self._begun, None
        self._begun.add(packet)
        if self.takes_bytes and is_new:
            answer = self._first(told, piece=content[: self._piece])
        if answer is None:
            answer = self._send("POST", DOOR, headers=told)
        if answer.status_code == 201 and "Upload-Offset" not in answer.headers:  # a server of sync 1
            return 0
        if answer.status_code not in {200, 201}:
            raise refusal(answer)
        return self._offset_of(answer, size=len(content))

    def _first(self, told: Mapping[str, str], *, piece: bytes) -> httpx.Response | None:
        """The answer to an announcement with bytes; None where the line cut or altered them."""
        try:
            answer = self._carried("POST", DOOR, headers={**told, **BODY}, piece=piece)
        except RuleBroken:
            return None
        return None if answer.status_code == 460 else answer

    def _patch(self, address: str, *, content: bytes, offset: int) -> int:
        headers = {**TUS, **BODY, "Upload-Offset": str(offset)}
        try:
            piece = content[offset : offset + self._piece]
            answer = self._carried("PATCH", address, headers=headers, piece=piece)
        except RuleBroken:
            return self._ask_offset(address, size=len(content))
        if answer.status_code == 204:
            return self._offset_of(answer, size=len(content))
        if answer.status_code in {409, 460}:  # another offset than ours, or the whole has the wrong hash
            return self._ask_offset(address, size=len(content))
        raise refusal(answer)

    def _carried(self, verb: str, path: str, *, headers: Mapping[str, str], piece: bytes) -> httpx.Response:
        """Send a body, and learn from it how much the next one may hold."""
        began = self._clock()
        try:
            answer = self._send(verb, path, headers=headers, content=piece)
        except RuleBroken:
            self._piece = self._least
            raise
        if self.takes_bytes:
            carried = int(len(piece) * BODY_SECONDS / max(self._clock() - began, 0.001))
            self._piece = max(self._least, min(carried, MAX_PACKET_BYTES))
        return answer

    def _ask_offset(self, address: str, *, size: int) -> int:
        answer = self._send("HEAD", address, headers=TUS)
        if answer.status_code != 200:
            raise refusal(answer)
        return self._offset_of(answer, size=size)

    def _offset_of(self, answer: httpx.Response, *, size: int) -> int:
        told = answer.headers.get("Upload-Offset", "")
        if not (told.isascii() and told.isdigit() and int(told) <= size):
            raise RuleBroken("server_answer_invalid", where="Upload-Offset")
        return int(told)


def refusal(answer: httpx.Response) -> RuleBroken:
    """What an answer that was not hoped for means: the server's code, or that nobody sound is there."""
    if answer.status_code >= 500:
        return RuleBroken("server_unreachable", reason=f"HTTP {answer.status_code}")
    try:
        code = answer.json()["code"]
    except (ValueError, KeyError, TypeError):
        code = ""
    known = isinstance(code, str) and code.isascii() and code.replace("_", "").isalnum() and len(code) <= 64
    if known:
        return RuleBroken(code, status=answer.status_code)
    return RuleBroken("server_answer_invalid", status=answer.status_code)


def _announcement(packet: uuid.UUID, sha256: str, *, size: int) -> dict[str, str]:
    told = {"packet": str(packet), "sha256": sha256}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    return {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
