"""An institution's client for tests: its key, its token, its signed requests."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.utils import timezone

from rekam.credentials.formats import base64url, jose, keys, moments
from rekam.credentials.signing import FileSigner

AUDIENCE = "http://127.0.0.1:8000/api/v1/verification"
ROOT = "/api/v1/verification"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SATU = {"nik": "9999994101900001", "values": {"NAMA_LGKP": "Contoh Satu"}}


class Asker:
    """One client with one key."""

    def __init__(self, client_id: str = "", *, signer: FileSigner | None = None) -> None:
        self.signer = signer or FileSigner(ec.generate_private_key(ec.SECP256R1()))
        self.client_id, self.http, self.token = client_id, Client(), ""

    @property
    def jwk(self) -> dict[str, object]:
        return {**keys.to_jwk(self.signer.public), "kid": self.signer.kid}

    def assertion(self, *, now: datetime | None = None, kind: str = "JWT", **other: object) -> str:
        at = now or timezone.now()
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": f"{AUDIENCE}/token",
            "jti": uuid4().hex,
            "exp": moments.stamp(at + timedelta(minutes=2)),
        }
        return jose.sign(claims | other, kind=kind, signer=self.signer)

    def sign_in(self, assertion: str | None = None, **form: str) -> Any:
        told = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion or self.assertion(),
        }
        answer = self.http.post(f"{ROOT}/token", told | form)
        self.token = answer.json().get("access_token", self.token)
        return answer

    def proof(self, method: str, path: str, **other: object) -> str:
        told = {
            "htm": method,
            "htu": AUDIENCE + path,
            "iat": moments.stamp(timezone.now()),
            "jti": uuid4().hex,
            "ath": base64url.encode(hashlib.sha256(self.token.encode()).digest()),
        }
        return jose.sign(
            told | other, kind="dpop+jwt", signer=self.signer, jwk=keys.to_jwk(self.signer.public)
        )

    def send(
        self,
        path: str,
        body: object = None,
        *,
        method: str = "POST",
        proof: str | None = None,
        **headers: str,
    ) -> Any:
        """A signed request; bytes go out as they are, anything else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.http.generic(
            method,
            ROOT + path,
            b"" if method == "GET" else data,
            content_type="application/json",
            headers={
                "Authorization": f"DPoP {self.token}",
                "DPoP": self.proof(method, path) if proof is None else proof,
                **headers,
            },
        )

    def ask(self, question: Mapping[str, object], *, reference: str = "", **headers: str) -> Any:
        told = {"reference": reference or f"r-{uuid4().hex[:12]}", **question}
        return self.send("/questions", told, **headers)
