"""What an operator does on the pages, and what is said there."""

import base64
import io

from django.test import Client
from PIL import Image, ImageDraw
from tests.station.pages.conftest import OFFICER, SEAL, SERVER

from rekam.enrolment import packet
from rekam.station import plan
from rekam.station.desk import Desk

GROUPS = ("wajah", "jari-kanan", "jari-kiri", "jempol", "iris")


def drawn() -> str:
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((10, 10, 280, 80), fill="black", width=4)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def capture_all(client: Client, place: str) -> None:
    for group in GROUPS:
        assert client.post(f"{place}/{group}", {"act": "capture"}).status_code == 302
    client.post(f"{place}/wajah", {"act": "approve"})
    client.post(f"{place}/tanda-tangan", {"drawn": drawn()})


def capture_face_only(client: Client, place: str) -> None:
    """A photograph, not yet approved; everything else is excepted."""
    client.post(f"{place}/wajah", {"act": "capture"})
    excepted = {page: (plan.GROUPS[page], "F2") for page in plan.FINGER_PAGES}
    excepted |= {"iris": (plan.GROUPS["iris"], "I1"), "tanda-tangan": (("signature",), "T1")}
    for page, (positions, code) in excepted.items():
        form = {"positions": positions, "code": code, "justification": "tidak ada sejak lahir"}
        assert client.post(f"{place}/pengecualian/{page}", form).status_code == 302


def opened_packet(desk: Desk) -> packet.Packet:
    """The one packet of the outbox as the server's worker reads it."""
    (row,) = desk.outbox.rows()
    envelope = packet.open_envelope(
        desk.outbox.content(row.packet), stations={desk.identity.kid: desk.identity.public}
    )
    keys = packet.OpeningKeys(
        private={SEAL.kid: SERVER}, officers={OFFICER.verifier.kid: OFFICER.verifier.public}
    )
    return packet.open_packet(envelope, keys=keys)


def said(client: Client, place: str) -> str:
    return client.get(place).content.decode()
