"""`rekam verification`: clients of the sandbox, and receipts that prove what an institution was told."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_public_key,
)

from rekam.credentials.formats import keys as formats
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private
from rekam.verification.api import receipts

MOST_BYTES = 256 * 1024
NOT_OURS = 1


def main(arguments: list[str]) -> int:
    """sandbox: a client id for a key; receipt: 0 where the office signed it, 1 for every other."""
    parser = argparse.ArgumentParser(prog="rekam verification", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    sandbox = acts.add_parser("sandbox", help="open a client that may ask about invented people")
    sandbox.add_argument("folder", type=Path, help="where client.json is written, and key.pem if it is new")
    sandbox.add_argument("--public", type=Path, metavar="PEM", help="the institution's own public key")
    sandbox.add_argument("--address", help="where its requests go; else REKAM_VERIFICATION_ADDRESS")
    receipt = acts.add_parser("receipt", help="check a receipt; needs no server")
    receipt.add_argument("file", type=Path, help="the receipt, or the whole answer in which it stands")
    receipt.add_argument("--keys", type=Path, required=True, metavar="FILE", help="the JWK Set of GET keys")
    receipt.add_argument("--question", type=Path, metavar="FILE", help="the body that was sent")
    receipt.add_argument("--client", metavar="ID", help="to whom it must have been said")
    chosen = parser.parse_args(arguments)
    return _sandbox(chosen) if chosen.act == "sandbox" else _receipt(chosen)


def _sandbox(chosen: argparse.Namespace) -> int:
    from rekam.kernel.commands import set_up

    set_up()
    from django.conf import settings

    from rekam.kernel.database import NOTHING, scope
    from rekam.verification.sandbox.services import open_client

    public = _public(chosen.public) if chosen.public else _new_key(chosen.folder / "key.pem")
    with scope(NOTHING):
        client_id = open_client(formats.to_jwk(public), at=datetime.now(UTC))
    told = {
        "client_id": client_id,
        "address": chosen.address or settings.REKAM_VERIFICATION_ADDRESS,
        "audience": settings.REKAM_VERIFICATION_ADDRESS,
    }
    write_private(chosen.folder / "client.json", (json.dumps(told, indent=1) + "\n").encode())
    print(f"{client_id}: {chosen.folder / 'client.json'}")
    return 0


def _new_key(path: Path) -> ec.EllipticCurvePublicKey:
    private = ec.generate_private_key(ec.SECP256R1())
    write_private(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return private.public_key()


def _public(path: Path) -> ec.EllipticCurvePublicKey:
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise RuleBroken("holder_key_refused")
    return key


def _receipt(chosen: argparse.Namespace) -> int:
    body = chosen.question.read_bytes() if chosen.question else None
    try:
        found = receipts.read(_text(chosen.file), keys=_keys(chosen.keys), body=body)
        if chosen.client not in (None, found.client_id):
            raise RuleBroken("receipt_of_another_client")
    except RuleBroken as broken:
        print(f"NOT CONFIRMED: {broken.code}", file=sys.stderr)
        return NOT_OURS
    sort = " (SANDBOX: invented people)" if found.sandbox else ""
    print(f"said to {found.client_id} at {found.at.isoformat()}, number {found.number}{sort}")
    print(f"reference {found.reference}: {json.dumps(found.answer)}")
    if body is None:
        print("To which question it belongs was not looked at; give --question.")
    return 0


def _text(path: Path) -> str:
    text = path.read_bytes()[:MOST_BYTES].decode("utf-8", "replace").strip()
    if not text.startswith("{"):
        return text
    return str(_object(text).get("receipt", ""))


def _keys(path: Path) -> dict[str, ec.EllipticCurvePublicKey]:
    listed = _object(path.read_text()).get("keys", [])
    return {str(one["kid"]): formats.from_jwk(one) for one in listed}


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise RuleBroken("receipt_wrong", where="json") from error
    return told if isinstance(told, dict) else {}
