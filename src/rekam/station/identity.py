"""The station's own key and whom it trusts: two small files in its data folder.

`station.key` is made at the first start; the office registers its public half. `trust.json` comes from the
office: {"receipt_keys": {kid: hexadecimal public key}}. Trust anchors of devices are PEM files in
`device-anchors`.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from rekam.kernel.errors import RuleBroken
from rekam.station.store.files import replace_file
from rekam.vault import sealing

KEY_FILE = "station.key"
PUBLIC_FILE = "station.pub"
TRUST_FILE = "trust.json"
ANCHORS = "device-anchors"


@dataclass(frozen=True, kw_only=True, repr=False)
class Identity:
    """The station's Ed25519 seed (32 bytes), public key and kid."""

    seed: bytes
    public: bytes
    kid: str


def load_identity(folder: Path) -> Identity:
    """The station's key, made at the first use (mode 0600); `station.pub` is for the office to register.

    Raises RuleBroken("station_key_damaged"); the key is never made anew over a damaged one.
    """
    path = folder / KEY_FILE
    if not path.exists():
        replace_file(path, content=secrets.token_bytes(sealing.KEY_BYTES))
    seed = path.read_bytes()
    if len(seed) != sealing.KEY_BYTES:
        raise RuleBroken("station_key_damaged", path=str(path))
    public = sealing.signing_public(seed)
    _write_public(folder / PUBLIC_FILE, told=public.hex().encode() + b"\n")
    return Identity(seed=seed, public=public, kid=sealing.kid_of(public))


def _write_public(path: Path, *, told: bytes) -> None:
    if not path.exists() or path.read_bytes() != told:  # once: a disk that became read-only still starts
        replace_file(path, content=told, mode=0o644)


def write_trust(folder: Path, *, receipt_keys: Mapping[str, bytes]) -> None:
    """Provision a station: the public Ed25519 keys of the server's receipts and work lists, by kid."""
    value = {"receipt_keys": {kid: public.hex() for kid, public in receipt_keys.items()}}
    replace_file(folder / TRUST_FILE, content=json.dumps(value, indent=1).encode() + b"\n")


def load_trust(folder: Path) -> dict[str, bytes]:
    """The server's keys by kid. Raises RuleBroken("station_not_provisioned" | "trust_malformed")."""
    path = folder / TRUST_FILE
    if not path.exists():
        raise RuleBroken("station_not_provisioned", path=str(path))
    try:
        told = json.loads(path.read_text())["receipt_keys"]
        keys = {kid: bytes.fromhex(public) for kid, public in told.items()}
        sound = keys and all(sealing.kid_of(public) == kid for kid, public in keys.items())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken("trust_malformed", path=str(path)) from error
    if not sound:
        raise RuleBroken("trust_malformed", path=str(path))
    return keys


def load_anchors(folder: Path) -> list[x509.Certificate]:
    """The certificates whose devices are trusted. Raises RuleBroken("anchor_malformed")."""
    anchors = []
    for path in sorted((folder / ANCHORS).glob("*.pem")):
        try:
            anchors += x509.load_pem_x509_certificates(path.read_bytes())
        except ValueError as error:
            raise RuleBroken("anchor_malformed", path=str(path)) from error
    return anchors
