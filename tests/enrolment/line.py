"""A station's side of tus, as the tests of the door speak it."""

import base64
import hashlib

from django.test import Client

from rekam.enrolment import sync_messages
from rekam.enrolment.models import Packet
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault.keys import server_keys
from tests.enrolment.scene import WALK_IN, Sending, Session

TUS = {"Tus-Resumable": "1.0.0"}


def sending() -> Sending:
    return Session(person=WALK_IN, records={"right_thumb": b"FIR" * 1000}).send()


def metadata(sent: Sending, *, sha256: str | None = None) -> str:
    """What a station tells of a packet before its bytes."""
    told = {"packet": str(sent.id), "sha256": sha256 or hashlib.sha256(sent.data).hexdigest()}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())


def announce(station: Client, sent: Sending, *, sha256: str | None = None, length: int | None = None):  # type: ignore[no-untyped-def]
    told = {
        "Upload-Length": str(len(sent.data) if length is None else length),
        "Upload-Metadata": metadata(sent, sha256=sha256),
    }
    return station.post("/api/v1/packets", headers=TUS | told)


def address(sent: Sending) -> str:
    return f"/api/v1/packets/{sent.id}?sha256={hashlib.sha256(sent.data).hexdigest()}"


def at_once(station: Client, sent: Sending, *, data: bytes | None = None):  # type: ignore[no-untyped-def]
    """The whole packet with its announcement; `data` is what the line lets through."""
    return station.post(
        "/api/v1/packets",
        data=sent.data if data is None else data,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Length": str(len(sent.data)), "Upload-Metadata": metadata(sent)},
    )


def patch(station: Client, sent: Sending, *, offset: int, end: int | None = None, named: bool = True):  # type: ignore[no-untyped-def]
    return station.patch(
        address(sent) if named else f"/api/v1/packets/{sent.id}",
        data=sent.data[offset:end],
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(offset)},
    )


def reached(station: Client, sent: Sending) -> int:
    answer = station.head(address(sent), headers=TUS)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return int(answer["Upload-Offset"])


def receipt(station: Client, sent: Sending) -> sync_messages.Receipt:
    answer = station.get(address(sent).replace("?", "/receipt?"))
    assert answer.status_code == 200
    return sync_messages.open_receipt(answer.content, keys=server_keys().receipt_public)


def rows() -> list[Packet]:
    with scope(EVERYWHERE):
        return list(Packet.objects.all())
