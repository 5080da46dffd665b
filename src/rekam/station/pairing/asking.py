"""One question to the office and its signed answer; once confirmed, the laptop keeps whom it trusts."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from rekam.devices.pairing.messages import (
    ASK_DOMAIN,
    NONCE_BYTES,
    Answer,
    Invitation,
    Question,
    check_number,
    encode_question,
    open_answer,
)
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity, write_trust
from rekam.station.store.files import replace_file
from rekam.station.sync import ServerLink, check_server
from rekam.vault import sealing

SERVER_FILE = "server.json"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The office's answer, and the six digits that must be on its screen too."""

    answer: Answer
    number: str


def ask(invitation: Invitation, *, station: Identity) -> Heard:
    """Ask how the pairing stands; the first time, ask for it.

    Raises RuleBroken("server_unreachable" | "server_answer_invalid"), the codes of `check_server` and
    `open_answer`, or the office's own: "pairing_code_wrong", "pairing_code_used", "pairing_code_expired" ...
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = encode_question(Question(code=invitation.code, public=station.public, nonce=nonce))
    link = ServerLink(invitation.server)
    try:
        data = link.ask_to_pair(body, signature=sealing.sign(body, seed=station.seed, domain=ASK_DOMAIN))
    finally:
        link.close()
    answer, server = open_answer(data, fingerprint=invitation.fingerprint, nonce=nonce)
    number = check_number(code=invitation.code, station=station.public, server=server)
    return Heard(answer=answer, number=number)


def settle(folder: Path, *, invitation: Invitation, answer: Answer) -> str:
    """Keep the office's keys and address after a confirmation; the address."""
    server = check_server(invitation.server)
    write_trust(folder, receipt_keys=answer.receipt_keys)
    replace_file(folder / SERVER_FILE, content=json.dumps({"server": server}).encode() + b"\n")
    return server


def known_server(folder: Path) -> str:
    """The address that a pairing left in the folder, "" where there was none."""
    path = folder / SERVER_FILE
    if not path.exists():
        return ""
    try:
        return check_server(str(json.loads(path.read_text())["server"]))
    except (ValueError, KeyError, TypeError, RuleBroken):
        return ""
