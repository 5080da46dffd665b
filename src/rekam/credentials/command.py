"""`rekam credentials`: the keys that sign the digital KTP, and the services that wallets answer."""

import argparse
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from rekam.credentials import key_files
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.making_keys import make_all
from rekam.credentials.presenting import registered
from rekam.credentials.signing import KeyRing
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder

LOOPBACK = {"127.0.0.1", "localhost"}


def main(arguments: list[str]) -> int:
    """What is asked for, done; 1 where it is refused."""
    chosen = _words().parse_args(arguments)
    try:
        chosen.act(chosen, at=datetime.now(UTC))
    except RuleBroken as broken:
        print(f"refused: {broken}", file=sys.stderr)
        return 1
    return 0


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rekam credentials", description=__doc__)
    of = parser.add_subparsers(required=True)
    keys = of.add_parser("keys", help="the office's own").add_subparsers(required=True)
    make = keys.add_parser("make", help="root, a key for each purpose, and the key of the desk's questions")
    make.add_argument("--issuer", required=True, help="address under which the office issues, https://...")
    make.add_argument("--name", required=True, help="of the office, as its root certificate tells it")
    add = keys.add_parser("add", help="the next key of a purpose; needs the root's file back from its safe")
    add.add_argument("purpose", choices=[one.value for one in key_files.AT_WORK])
    show = keys.add_parser("show", help="the keys and the root's fingerprint")
    services = of.add_parser("services", help="who else is answered by wallets").add_subparsers(required=True)
    certify = services.add_parser("add", help="certify a service's key; needs the root's file")
    certify.add_argument("--name", required=True, help="as residents are shown it")
    certify.add_argument("--request", required=True, type=Path, help="its certificate request (PEM, P-256)")
    strike = services.add_parser("remove", help="strike a service out: no wallet answers it any more")
    for act in (certify, strike):
        act.add_argument("--origin", required=True, help="where it asks and is answered, https://...")
    listed = services.add_parser("show", help="the services that count")
    for parts, done in (
        (make, _make),
        (add, _add),
        (show, _show),
        (certify, _certify),
        (strike, _strike),
        (listed, _list),
    ):
        parts.add_argument("--folder", type=Path, default=data_folder() / "credentials")
        parts.set_defaults(act=done)
    return parser


def _make(chosen: argparse.Namespace, *, at: datetime) -> None:
    ring = make_all(chosen.folder, issuer=_address(chosen.issuer), name=chosen.name, at=at)
    if ring.issuer != _address(chosen.issuer):
        raise RuleBroken("issuer_address_differs", issuer=ring.issuer)
    print(f"Take {chosen.folder / key_files.ROOT} to a safe now: with it anybody could make keys.")
    _say(ring, folder=chosen.folder)


def _add(chosen: argparse.Namespace, *, at: datetime) -> None:
    _say(key_files.add(chosen.folder, purpose=Purpose(chosen.purpose), at=at), folder=chosen.folder)


def _show(chosen: argparse.Namespace, **_: object) -> None:
    _say(key_files.read(chosen.folder), folder=chosen.folder)


def _certify(chosen: argparse.Namespace, *, at: datetime) -> None:
    told = {"origin": _address(chosen.origin), "name": chosen.name, "request": chosen.request.read_bytes()}
    certificate = x509.load_der_x509_certificate(registered.add(chosen.folder, **told, at=at))
    print(certificate.public_bytes(Encoding.PEM).decode(), end="")


def _strike(chosen: argparse.Namespace, **_: object) -> None:
    struck = registered.strike_out(chosen.folder, origin=_address(chosen.origin))
    print(f"{struck} certificates of {chosen.origin} count no more.")


def _list(chosen: argparse.Namespace, **_: object) -> None:
    for one in registered.listed(chosen.folder):
        print(f"{one.origin}  {one.name}  until {one.until:%Y-%m-%d}  {one.digest}")


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
