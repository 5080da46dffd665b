"""`rekam credentials`: the keys that sign the digital KTP."""

import argparse
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding

from rekam.credentials import key_files
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.making_keys import make_all
from rekam.credentials.signing import KeyRing
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder

LOOPBACK = {"127.0.0.1", "localhost"}


def main(arguments: list[str]) -> int:
    """keys make: once; keys add: the next of a purpose; keys show: what readers are told, no secret."""
    parser = argparse.ArgumentParser(prog="rekam credentials", description=__doc__)
    parser.add_argument("what", choices=("keys",))
    acts = parser.add_subparsers(dest="act", required=True)
    make = acts.add_parser("make", help="root, a key for each purpose, and the key of the desk's questions")
    make.add_argument("--issuer", required=True, help="address under which the office issues, https://...")
    make.add_argument("--name", required=True, help="of the office, as its root certificate tells it")
    add = acts.add_parser("add", help="the next key of a purpose; needs the root's file back from its safe")
    add.add_argument("purpose", choices=[one.value for one in key_files.AT_WORK])
    show = acts.add_parser("show", help="the keys and the root's fingerprint")
    for act in (make, add, show):
        act.add_argument("--folder", type=Path, default=data_folder() / "credentials")
    chosen = parser.parse_args(arguments)
    try:
        ring = _done(chosen, at=datetime.now(UTC))
    except RuleBroken as broken:
        print(f"refused: {broken}", file=sys.stderr)
        return 1
    _say(ring, folder=chosen.folder)
    return 0


def _done(chosen: argparse.Namespace, *, at: datetime) -> KeyRing:
    if chosen.act == "make":
        ring = make_all(chosen.folder, issuer=_address(chosen.issuer), name=chosen.name, at=at)
        if ring.issuer != _address(chosen.issuer):
            raise RuleBroken("issuer_address_differs", issuer=ring.issuer)
        print(f"Take {chosen.folder / key_files.ROOT} to a safe now: with it anybody could make keys.")
        return ring
    if chosen.act == "add":
        return key_files.add(chosen.folder, purpose=Purpose(chosen.purpose), at=at)
    return key_files.read(chosen.folder)


def _address(text: str) -> str:
    """An issuer's address: https, without path, query and slash; http on this machine only.

    Raises RuleBroken("issuer_address_wrong").
    """
    parts = urlsplit(text.rstrip("/"))
    is_local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.netloc or parts.path or parts.query or not (parts.scheme == "https" or is_local):
        raise RuleBroken("issuer_address_wrong")
    return text.rstrip("/")


def _say(ring: KeyRing, *, folder: Path) -> None:
    root = key_files.root(folder).public_bytes(Encoding.DER)
    print(f"issuer    {ring.issuer}")
    print(f"root      SHA-256 {sha256(root).hexdigest()}")
    print(f"root's file  {'here: it belongs in a safe' if (folder / key_files.ROOT).exists() else 'away'}")
    for one in ring.slots:
        days = f"signs {one.signs:%Y-%m-%d} to {one.rests:%Y-%m-%d}, believed until {one.ends:%Y-%m-%d}"
        print(f"{one.purpose.value:9} {one.signer.kid}  {days}")
