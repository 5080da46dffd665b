"""A small tus server for tests: keeps bytes in memory, cuts connections, gives signed receipts."""

import base64
import hashlib
import json
import socket
import threading
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from rekam.enrolment.sync_messages import Receipt, encode_receipt
from rekam.vault import sealing

SEED = bytes([9]) * 32
PUBLIC = sealing.signing_public(SEED)
KEYS = {sealing.kid_of(PUBLIC): PUBLIC}


@dataclass
class Stored:
    sha256: str
    length: int
    content: bytearray = field(default_factory=bytearray)


class TusServer:
    """`cuts` are byte counts of a body after which the line breaks, used up one by one.

    `with_upload` is a server of sync 2, which takes bytes with the announcement; else it is one of sync 1.
    `bodies` are the lengths of the bodies that came whole, by verb.
    """

    def __init__(self, *, with_upload: bool = False) -> None:  # noqa: C901 (one class inside, many verbs)
        self.bodies: list[tuple[str, int]] = []
        self.damages = 0  # bodies whose first byte is altered on the way
        self.stored: dict[uuid.UUID, Stored] = {}
        self.cuts: list[int] = []
        self.verdict: dict[uuid.UUID, tuple[int, str, str]] = {}
        self.always: tuple[int, str, str] | None = None  # the verdict on packets without one of their own
        self.receipt_seed = SEED
        self.raw_receipt: bytes | None = None
        self.pull: bytes | None = None
        self.pulled: list[bytes] = []
        self.signatures: list[str] = []
        self.patches = 0
        self.oldest = ""  # the oldest station it is tried with; a server of 0.1.0 says nothing of it
        self.versions: list[str] = []
        tus = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_OPTIONS(self) -> None:
                extensions = "creation,creation-with-upload" if with_upload else "creation"
                told = {"Rekam-Oldest-Station": tus.oldest} if tus.oldest else {}
                tus.versions.append(self.headers.get("Rekam-Station-Version", ""))
                self.answer(204, **{"Tus-Version": "1.0.0", "Tus-Extension": extensions, **told})

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                is_piece = self.headers["Content-Type"] == "application/offset+octet-stream"
                if is_piece and with_upload:
                    return self.begin(length)
                body = self.rfile.read(length)
                if self.path == "/api/v1/station/pull":
                    tus.pulled.append(body)
                    tus.signatures.append(self.headers["Rekam-Station-Signature"])
                    return (
                        self.answer(200, body=tus.pull or b"")
                        if tus.pull
                        else self.refuse(401, "login_refused")
                    )
                tus.bodies.append(("POST", length))
                packet, sha256 = self.announced()
                found = tus.stored.get(packet)
                if found is None:
                    tus.stored[packet] = Stored(sha256=sha256, length=int(self.headers["Upload-Length"]))
                    return self.answer(201, Location=f"/api/v1/packets/{packet}")
                if found.sha256 != sha256:
                    return self.refuse(409, "packet_conflict")
                return self.answer(200, **{"Upload-Offset": str(len(found.content))})

            def announced(self) -> tuple[uuid.UUID, str]:
                told = dict(pair.split(" ") for pair in self.headers["Upload-Metadata"].split(","))
                packet = uuid.UUID(base64.b64decode(told["packet"]).decode())
                return packet, base64.b64decode(told["sha256"]).decode()

            def begin(self, length: int) -> None:
                packet, sha256 = self.announced()
                found = tus.stored.setdefault(
                    packet, Stored(sha256=sha256, length=int(self.headers["Upload-Length"]))
                )
                found.content.clear()
                self.take(found, verb="POST", length=length, status=201)

            def take(self, found: Stored, *, verb: str, length: int, status: int) -> None:
                if tus.cuts:
                    found.content += self.rfile.read(min(tus.cuts.pop(0), length))
                    self.close_connection = True
                    return self.connection.shutdown(socket.SHUT_RDWR)
                piece = self.rfile.read(length)
                tus.bodies.append((verb, length))
                if tus.damages:
                    tus.damages -= 1
                    piece = bytes([piece[0] ^ 1]) + piece[1:]
                found.content += piece
                whole = len(found.content) == found.length
                if whole and hashlib.sha256(found.content).hexdigest() != found.sha256:
                    found.content.clear()
                    return self.refuse(460, "upload_hash_wrong")
                return self.answer(status, **{"Upload-Offset": str(len(found.content))})

            def do_HEAD(self) -> None:
                found = tus.stored.get(self.packet())
                if found is None:
                    return self.answer(404)
                return self.answer(200, **{"Upload-Offset": str(len(found.content))})

            def do_PATCH(self) -> None:
                tus.patches += 1
                found = tus.stored[self.packet()]
                length = int(self.headers["Content-Length"])
                if int(self.headers["Upload-Offset"]) != len(found.content):
                    self.rfile.read(length)
                    return self.refuse(409, "upload_offset_wrong")
                return self.take(found, verb="PATCH", length=length, status=204)

            def do_GET(self) -> None:
                packet = uuid.UUID(self.path.split("/")[-2])
                found = tus.stored.get(packet)
                if found is None:
                    return self.refuse(404, "packet_unknown")
                verdict = tus.verdict.get(packet, tus.always)
                if len(found.content) < found.length or verdict is None:
                    return self.answer(202)
                stage, state, code = verdict
                receipt = Receipt(
                    packet=packet,
                    sha256=bytes.fromhex(found.sha256),
                    stage=stage,
                    state=state,
                    code=code,
                    received_at="2026-11-24T01:15:00+00:00",
                )
                return self.answer(
                    200, body=tus.raw_receipt or encode_receipt(receipt, seed=tus.receipt_seed)
                )

            def packet(self) -> uuid.UUID:
                return uuid.UUID(self.path.partition("?")[0].rsplit("/", 1)[-1])

            def refuse(self, status: int, code: str) -> None:
                self.answer(status, body=json.dumps({"code": code}).encode())

            def answer(self, status: int, *, body: bytes = b"", **headers: str) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *told: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # lines are cut on purpose
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> "TusServer":
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
