"""A small wallet: takes an offer, gets batches, keeps copies. It speaks HTTP through whatever it is given."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from rekam.credentials.formats import jose, keys
from rekam.credentials.formats.base64url import encode as b64
from rekam.credentials.signing import FileSigner

PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Ask(Protocol):
    def __call__(
        self, method: str, path: str, *, headers: Mapping[str, str], body: bytes, kind: str
    ) -> Reply: ...


def by_client(client: Client) -> Ask:
    """HTTP as Django's test client speaks it."""

    def ask(method: str, path: str, *, headers: Mapping[str, str], body: bytes, kind: str) -> Reply:
        answer = client.generic(method, path, body, content_type=kind, headers=dict(headers))
        return Reply(answer.status_code, dict(answer.headers), answer.content)

    return ask


def new_key() -> FileSigner:
    return FileSigner(ec.generate_private_key(ec.SECP256R1()))


@dataclass
class Held:
    """One copy and the key that it is bound to."""

    configuration: str
    text: str
    key: FileSigner


@dataclass
class Wallet:
    """A phone. `tamper` changes what a proof of possession says."""

    ask: Ask
    key: FileSigner = field(default_factory=new_key)
    held: list[Held] = field(default_factory=list)
    issuer: str = ""
    configurations: list[str] = field(default_factory=list)
    access: str = ""
    renewal: str = ""
    notification: str = ""
    nonce: str = ""

    def read_offer(self, link: str) -> str:
        """Follow the link of a QR code; the code."""
        where = parse_qs(urlsplit(link).query)["credential_offer_uri"][0]
        told = self.get(urlsplit(where).path).json
        self.issuer, self.configurations = told["credential_issuer"], told["credential_configuration_ids"]
        return str(told["grants"][PRE_AUTHORISED]["pre-authorized_code"])

    def redeem(self, code: str, number: str | None) -> Reply:
        told = {"grant_type": PRE_AUTHORISED, "pre-authorized_code": code}
        return self._token(told | ({} if number is None else {"tx_code": number}))

    def renew(self) -> Reply:
        return self._token({"grant_type": "refresh_token", "refresh_token": self.renewal})

    def _token(self, told: Mapping[str, str]) -> Reply:
        reply = self.post("/ikd/token", urlencode(told).encode(), kind=FORM)
        if reply.status == 200:
            self.access, self.renewal = reply.json["access_token"], reply.json["refresh_token"]
        return reply

    def c_nonce(self) -> str:
        return str(self.post("/ikd/nonce", b"", proved=False).json["c_nonce"])

    def proof(self, key: FileSigner, *, kind: str = "openid4vci-proof+jwt", **changes: Any) -> str:
        told = {
            "aud": self.issuer,
            "iat": _now(),
            "nonce": changes.pop("nonce", None) or self.c_nonce(),
            **changes,
        }
        return jose.sign(told, kind=kind, signer=key, jwk=keys.to_jwk(key.public))

    def fetch(self, configuration: str, *, copies: int = 10) -> Reply:
        """A batch of copies, each bound to a new key."""
        made, nonce = [new_key() for _ in range(copies)], self.c_nonce()
        proofs = {"jwt": [self.proof(one, nonce=nonce) for one in made]}
        reply = self.credential({"credential_configuration_id": configuration, "proofs": proofs})
        self._keep(reply, configuration, made)
        return reply

    def _keep(self, reply: Reply, configuration: str, made: list[FileSigner]) -> None:
        if reply.status == 200:
            texts = [one["credential"] for one in reply.json["credentials"]]
            self.held += [Held(configuration, text, key) for text, key in zip(texts, made, strict=True)]
            self.notification = reply.json["notification_id"]

    def credential(self, told: Mapping[str, Any]) -> Reply:
        return self.with_token("/ikd/credential", told)

    def with_token(self, path: str, told: Mapping[str, Any]) -> Reply:
        return self.post(path, json.dumps(told).encode(), token=self.access)

    def get(self, path: str, *, accept: str = "*/*") -> Reply:
        return self.ask("GET", path, headers={"Accept": accept}, body=b"", kind=JSON)

    def post(
        self, path: str, body: bytes, *, kind: str = JSON, token: str = "", proved: bool = True
    ) -> Reply:
        """A signed request; where the server wants a nonce it is signed once more."""
        reply = self._post(path, body, kind=kind, token=token, proved=proved)
        if proved and reply.status in {400, 401} and reply.json.get("error") == "use_dpop_nonce":
            self.nonce = reply.headers["DPoP-Nonce"]
            reply = self._post(path, body, kind=kind, token=token, proved=proved)
        self.nonce = reply.headers.get("DPoP-Nonce", self.nonce)
        return reply

    def _post(self, path: str, body: bytes, *, kind: str, token: str, proved: bool) -> Reply:
        headers = {"Accept": JSON}
        if proved:
            headers["DPoP"] = self.dpop(path, token=token)
        if token:
            headers["Authorization"] = f"DPoP {token}"
        return self.ask("POST", path, headers=headers, body=body, kind=kind)

    def dpop(self, path: str, *, token: str = "", method: str = "POST") -> str:
        told = {"jti": secrets.token_hex(8), "htm": method, "htu": self._base() + path, "iat": _now()}
        if self.nonce:
            told["nonce"] = self.nonce
        if token:
            told["ath"] = b64(hashlib.sha256(token.encode()).digest())
        return jose.sign(told, kind="dpop+jwt", signer=self.key, jwk=keys.to_jwk(self.key.public))

    def _base(self) -> str:
        if not self.issuer:
            self.issuer = self.get("/.well-known/openid-credential-issuer").json["credential_issuer"]
        return self.issuer


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
