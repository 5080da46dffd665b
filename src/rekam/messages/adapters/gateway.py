"""SMS and WhatsApp by a gateway that speaks our small protocol over HTTP (docs/reference/messages.md)."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from rekam.messages.adapters import Parcel, Undelivered, secret

SECONDS = 20
TAKEN_BEFORE = 409
TOO_FAST, SERVERS_FAULT = 429, 500


@dataclass(frozen=True)
class Gateway:
    """A gateway's address, `http://` or `https://`; its token lies in the file REKAM_GATEWAY_TOKEN_FILE."""

    scheme: str
    host: str
    port: int | None
    path: str

    @classmethod
    def at(cls, address: str) -> "Gateway":
        """Raises ValueError for another scheme or without a host."""
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("a gateway's address begins with http:// or https://")
        return cls(parts.scheme, parts.hostname, parts.port, parts.path or "/")

    def carry(self, parcel: Parcel) -> None:
        """POST the message; 2xx and "taken before" mean that the gateway has it.

        Raises Undelivered("gateway_away" | "gateway_busy" | "gateway_refused").
        """
        told = {"key": parcel.key, "channel": parcel.to.channel, "to": parcel.to.address}
        body = json.dumps(told | {"text": parcel.text, "template": parcel.template}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.key}
        if token := secret("REKAM_GATEWAY_TOKEN_FILE"):
            headers["Authorization"] = f"Bearer {token}"
        try:
            status = self._post(body, headers=headers)
        except (OSError, HTTPException) as error:
            raise Undelivered("gateway_away", again=True) from error
        if 200 <= status < 300 or status == TAKEN_BEFORE:
            return
        busy = status == TOO_FAST or status >= SERVERS_FAULT
        raise Undelivered("gateway_busy" if busy else "gateway_refused", again=busy)

    def _post(self, body: bytes, *, headers: dict[str, str]) -> int:
        kind = HTTPSConnection if self.scheme == "https" else HTTPConnection
        line = kind(self.host, self.port, timeout=SECONDS)
        try:
            line.request("POST", self.path, body=body, headers=headers)
            answer = line.getresponse()
            answer.read(1024)
            return answer.status
        finally:
            line.close()
