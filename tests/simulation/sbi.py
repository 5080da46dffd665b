"""A raw SBI client for the tests: plain http.client, no code of the station."""

import base64
import hashlib
import http.client
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


@dataclass
class Client:
    port: int
    process: "subprocess.Popen[bytes]"
    trust: Path

    def ask(self, verb: str, path: str, body: object = None, **headers: str) -> Any:
        return json.loads(self.raw(verb, path, body, **headers)[1])

    def raw(
        self, verb: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
            connection.request(verb, path, data, {name.replace("_", "-"): it for name, it in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    def put(self, **order: object) -> None:
        assert self.raw("POST", "/admin/person", order)[0] == 200

    def capture(self, **changes: object) -> list[dict[str, Any]]:
        elements: list[dict[str, Any]] = self.ask("RCAPTURE", "/capture", request(**changes))["biometrics"]
        return elements


def request(**changes: object) -> dict[str, Any]:
    """A thumb capture, with members of the body or of its one `bio` entry changed."""
    bio: dict[str, object] = {
        "type": "Finger",
        "count": "2",
        "bioSubType": None,
        "exception": [],
        "requestedScore": "40",
        "deviceId": "1",
        "deviceSubId": "3",
        "previousHash": "",
    }
    body: dict[str, Any] = {
        "env": "Developer",
        "purpose": "Registration",
        "specVersion": "0.9.5",
        "timeout": "3000",
        "captureTime": "2026-01-05T02:11:00Z",
        "transactionId": "b1c0-77aa",
        "bio": [bio],
        "customOpts": None,
    }
    for name, value in changes.items():
        (bio if name in bio else body)[name] = value
    return body


IRIS = {"type": "Iris", "deviceId": "2", "deviceSubId": "3", "count": "2"}
FACE = {"type": "Face", "deviceId": "3", "deviceSubId": "0", "count": "1"}


def unsealed(jws: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(b64(jws.split(".")[1]))
    return value


def b64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def chain(previous: bytes, record: bytes) -> bytes:
    return hashlib.sha256(previous + hashlib.sha256(record).digest()).digest()


def leaf_and_verify(jws: str, *, root: Path) -> x509.Certificate:
    """Check signature and certificate path; the leaf for those who look at its dates."""
    header, payload, signature = jws.split(".")
    path = [x509.load_der_x509_certificate(base64.b64decode(one)) for one in json.loads(b64(header))["x5c"]]
    path.append(x509.load_pem_x509_certificate(root.read_bytes()))
    for one, issuer in itertools.pairwise(path):
        one.verify_directly_issued_by(issuer)
    key = path[0].public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(b64(signature), f"{header}.{payload}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return path[0]


def environment() -> dict[str, str]:
    """A child finds the package where this process found it."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@contextmanager
def running(*, trust: Path, options: tuple[str, ...] = ("--person", "5")) -> Iterator[Client]:
    command = [sys.executable, "-m", "rekam.simulation.device", "--trust", str(trust), "--until-stdin-closes"]
    process = subprocess.Popen(
        [*command, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        told = json.loads(process.stdout.readline())
        yield Client(port=told["port"], process=process, trust=Path(told["trust"]))
    finally:
        process.stdin.close()
        assert process.wait(timeout=20) is not None
        process.stdout.close()
