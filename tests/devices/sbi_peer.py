"""A small SBI device for tests: signs properly, and misbehaves on demand."""

import base64
import datetime
import hashlib
import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from rekam.devices.adapters.sbi.client import Capture, SbiClient
from rekam.kernel.errors import RuleBroken


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Maker:
    """A trust anchor and a device key under it."""

    def __init__(self, *, days: int = 1) -> None:
        self.root_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.root = self.certificate("root", key=self.root_key, ca=True, days=365)
        self.leaf = self.certificate("device", key=self.key, ca=False, days=days)

    def certificate(self, name: str, *, key: rsa.RSAPrivateKey, ca: bool, days: int) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "root")])
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=30))
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(self.root_key, hashes.SHA256())
        )

    def jws(self, payload: dict[str, Any], *, alg: str = "RS256") -> str:
        der = self.leaf.public_bytes(serialization.Encoding.DER)
        head = {"alg": alg, "typ": "JWT", "x5c": [base64.b64encode(der).decode()]}
        signed = f"{b64url(json.dumps(head).encode())}.{b64url(json.dumps(payload).encode())}"
        return f"{signed}.{b64url(self.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


Change = Callable[[dict[str, Any]], dict[str, Any]]


def same(value: dict[str, Any]) -> dict[str, Any]:
    return value


class Peer:
    """A finger device; `payload`, `element`, `answer`, `telling` change what it says, `raw` replaces it.

    chip   signs the digital id in its place, as in a device of level L1
    """

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.kind = "Finger"
        self.payload: Change = same
        self.element: Change = same
        self.answer: Change = same
        self.telling: Change = same
        self.versions = ["0.9.5"]
        self.chip: Maker | None = None
        self.stream = ("multipart/x-mixed-replace; boundary=--BoundaryString", b"")
        self.raw: Callable[[socket.socket], None] | None = None
        self.asked: list[dict[str, Any]] = []
        self.verbs: list[str] = []
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_MOSIPDINFO(self) -> None:
                peer.verbs.append(self.command)
                peer.send(self, value=peer.info())

            def do_MOSIPDISC(self) -> None:
                peer.verbs.append(self.command)
                peer.send(self, value=[{peer.id_member: "1", "deviceStatus": "Ready"}])

            def do_STREAM(self) -> None:
                peer.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                kind, body = peer.stream
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)

            def do_RCAPTURE(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                peer.asked.append(asked)
                if peer.raw:
                    self.close_connection = True
                    return peer.raw(self.connection)
                return peer.send(self, value=peer.answer(peer.capture(asked)))

            def log_message(self, *told: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def __enter__(self) -> "Peer":
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def send(self, handler: BaseHTTPRequestHandler, *, value: object) -> None:
        body = json.dumps(value).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    @property
    def id_member(self) -> str:
        return "deviceId" if self.versions[0] == "0.9.5" else "serialNo"

    def digital_id(self) -> str:
        return (self.chip or self.maker).jws(
            {
                "serialNo": "SN-1",
                "make": "Rekam",
                "model": "Peer",
                "type": self.kind,
                "deviceSubType": "Slap",
                "deviceProvider": "tests",
            }
        )

    def info(self) -> list[dict[str, Any]]:
        payload = {
            self.id_member: "1",
            "deviceStatus": "Ready",
            "specVersion": self.versions,
            "purpose": "Registration",
            "digitalId": self.digital_id(),
        }
        return [
            {
                "deviceInfo": self.maker.jws(self.telling(payload)),
                "error": {"errorCode": "0", "errorInfo": "ok"},
            }
        ]

    def capture(self, asked: dict[str, Any]) -> dict[str, Any]:
        bio = asked["bio"][0]
        previous = bytes.fromhex(bio["previousHash"]) or hashlib.sha256(b"").digest()
        elements = []
        for sub_type in bio["bioSubType"] or [""]:
            record = f"record of {sub_type}".encode()
            previous = hashlib.sha256(previous + hashlib.sha256(record).digest()).digest()
            payload = {
                "digitalId": self.digital_id(),
                "bioType": bio["type"],
                "bioSubType": sub_type,
                "purpose": asked["purpose"],
                "env": asked["env"],
                "bioValue": b64url(record),
                "transactionId": asked["transactionId"],
                "timestamp": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "requestedScore": bio["requestedScore"],
                "qualityScore": "71",
            }
            element = {
                "specVersion": self.versions[0],
                "data": self.maker.jws(self.payload(payload)),
                "hash": previous.hex().upper(),
                "error": {"errorCode": "0", "errorInfo": "Success"},
            }
            elements.append(self.element(element))
        return {"biometrics": elements}


MAKER = Maker()
SLAP = ("left_index", "left_middle", "left_ring", "left_little")


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def client_of(peer: Peer) -> SbiClient:
    return SbiClient(anchors=[MAKER.root], now=now, ports=[peer.port])


def wanted(**more: Any) -> Capture:
    return Capture(**{"positions": SLAP, "transaction": "b1c0-77aa", "seconds": 1.0} | more)


def refused(peer: Peer, *, ask: Capture | None = None) -> RuleBroken:
    """What a capture of that device is refused with."""
    client = client_of(peer)
    device = client.discover()[0]
    with pytest.raises(RuleBroken) as broken:
        client.capture(device, wanted=ask or wanted())
    return broken.value
