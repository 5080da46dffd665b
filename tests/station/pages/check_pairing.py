"""The pairing page: an invitation by text, six digits, and trust only once the office confirms."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client

from rekam.devices.pairing import messages
from rekam.devices.pairing.messages import Answer, Invitation, PairState
from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk
from rekam.station.identity import TRUST_FILE, load_trust
from rekam.station.pairing.asking import SERVER_FILE, known_server
from rekam.station.sync import ServerLink
from rekam.vault import sealing

SEED = bytes([9]) * 32
PUBLIC = sealing.signing_public(SEED)
KEYS = {sealing.kid_of(PUBLIC): PUBLIC}
INVITATION = messages.write_invitation(
    Invitation(
        server="http://127.0.0.1:8000", code="7K3M9QXA2FHB", fingerprint=messages.fingerprint_of(PUBLIC)
    )
)


@dataclass
class Office:
    """Answers as the office would, or refuses."""

    state: PairState = PairState.ASKED
    refusal: str = ""
    asked: list[bytes] = field(default_factory=list)

    def answer(self, _link: ServerLink, body: bytes, *, signature: bytes) -> bytes:
        if self.refusal:
            raise RuleBroken(self.refusal)
        question = messages.decode_question(body)
        assert sealing.signature_holds(
            body, signature=signature, public=question.public, domain=messages.ASK_DOMAIN
        )
        self.asked.append(question.public)
        told = Answer(nonce=question.nonce, state=self.state, name="KSM-03", receipt_keys=KEYS)
        return messages.encode_answer(told, seed=SEED)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office()
    monkeypatch.setattr(ServerLink, "ask_to_pair", lambda *one, **named: made.answer(*one, **named))
    return made


@pytest.fixture
def fresh(desk: Desk, folder: Path) -> Path:
    """A laptop that knows no office yet."""
    (folder / TRUST_FILE).unlink()
    return folder


def said(client: Client, place: str) -> str:
    return client.get(place).content.decode()


def check_six_digits_are_shown_and_nothing_is_trusted_before_the_office_confirms(
    client: Client, desk: Desk, fresh: Path, office: Office
) -> None:
    client.post("/pasang", {"text": INVITATION})
    number = messages.check_number(code="7K3M9QXA2FHB", station=desk.identity.public, server=PUBLIC)

    page = said(client, "/pasang")
    assert number in page
    assert 'http-equiv="refresh"' in page
    assert not (fresh / TRUST_FILE).exists()

    office.state = PairState.CONFIRMED
    assert client.get("/pasang").headers["Location"] == "/masuk"
    assert "Terdaftar sebagai KSM-03" in said(client, "/masuk")
    assert load_trust(fresh) == KEYS
    assert known_server(fresh) == "http://127.0.0.1:8000"
    assert desk.link is not None
    assert set(office.asked) == {desk.identity.public}


def check_a_refusal_is_told_and_ends_it(client: Client, fresh: Path, office: Office) -> None:
    client.post("/pasang", {"text": INVITATION})
    office.state = PairState.REFUSED
    client.get("/pasang")

    assert "Kantor menolak laptop ini" in said(client, "/pasang")
    assert not (fresh / TRUST_FILE).exists()
    assert not (fresh / SERVER_FILE).exists()


def check_a_cut_line_waits_and_a_wrong_code_does_not(client: Client, fresh: Path, office: Office) -> None:
    client.post("/pasang", {"text": INVITATION})
    office.refusal = "server_unreachable"
    assert "Server tidak terjangkau" in said(client, "/pasang")
    office.refusal = "pairing_code_used"
    assert "dipakai laptop lain" in said(client, "/pasang")
    assert "Empat kata" in said(client, "/pasang")


@pytest.mark.parametrize("text", ["REKAM1 http://127.0.0.1:8000 7K3M", "http://evil.example"])
def check_a_piece_of_the_text_is_told(client: Client, fresh: Path, office: Office, text: str) -> None:
    client.post("/pasang", {"text": text})

    assert "invitation_malformed" in said(client, "/pasang")
    assert office.asked == []


def check_a_laptop_that_has_an_office_is_paired_anew_by_an_officer_only(
    client: Client, office: Office
) -> None:
    assert client.get("/pasang").headers["Location"] == "/masuk"
    assert client.post("/pasang", {"text": INVITATION}).headers["Location"] == "/masuk"
    assert office.asked == []


def check_an_address_in_clear_over_the_network_is_refused(client: Client, fresh: Path) -> None:
    client.post("/pasang", {"text": INVITATION.replace("127.0.0.1:8000", "rekam.example")})

    assert "server_not_encrypted" in said(client, "/pasang")
