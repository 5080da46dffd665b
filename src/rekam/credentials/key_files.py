"""The keys of credentials in files: credential-keys.json for the server, credential-root.json for the safe.

Both lie in a folder that its owner alone can open. The root signs certificates and the list of the keys that
readers believe: take its file to a machine without a network, or to a safe, once the first keys are made.
With REKAM_HARDWARE_MODULE the keys at work are made in hardware, and the file says where (`hardware`).
"""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from rekam.credentials import hardware, trust_list
from rekam.credentials.certificates import CERTIFIED, certify, make_root
from rekam.credentials.formats import keys
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.signing import FileSigner, KeyRing, Slot
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private

KEYS, ROOT = "credential-keys.json", "credential-root.json"
AT_WORK = (Purpose.DOCUMENT, Purpose.SD_JWT, Purpose.STATUS, Purpose.QR, Purpose.RECEIPT)
ROOT_LIFE = timedelta(days=3_650)
ANNOUNCED = timedelta(days=7)
SIGNING = timedelta(days=180)
LONGEST = timedelta(days=400)  # the longest credential, and some days


def make(folder: Path, *, issuer: str, name: str, at: datetime) -> KeyRing:
    """Make the root and a key for each purpose, each signing at once. Where keys are already nothing changes.

    issuer  the address under which the office issues
    name    of the office, as the root's certificate tells it
    """
    if (folder / KEYS).exists():
        return read(folder)
    private = ec.generate_private_key(ec.SECP256R1())
    root = make_root(private, name=name, issuer=issuer, since=_day(at), until=at + ROOT_LIFE)
    told = {"private": _pem(private), "certificate": _text(root.public_bytes(Encoding.DER))}
    write_private(folder / ROOT, json.dumps(told).encode())
    _write(folder, issuer=issuer, root=told["certificate"], slots=[])
    for purpose in AT_WORK:
        add(folder, purpose=purpose, at=at, signs=at)
    return read(folder)


def add(folder: Path, *, purpose: Purpose, at: datetime, signs: datetime | None = None) -> KeyRing:
    """Add the next key of a purpose: known from now on, signing a week later unless said otherwise.

    Raises RuleBroken("signing_root_away") while the root's file lies in its safe: the root says that readers
    may believe the new key.
    """
    told = _load(folder / KEYS)
    by = _root_key(folder, purpose=purpose)
    starts = signs or at + ANNOUNCED
    rests, ends = starts + SIGNING, starts + SIGNING + LONGEST
    public, kept = new_key(purpose.value)
    chain = []
    if purpose in CERTIFIED:
        chain = [_certificate(folder, told, public, purpose=purpose, by=by, since=_day(at), until=ends)]
    slot = {
        "purpose": purpose.value,
        **kept,
        "chain": [_text(one) for one in chain],
        **{name: when.isoformat() for name, when in zip(_TIMES, (at, starts, rests, ends), strict=True)},
    }
    slots = [*told["slots"], slot]
    listed = trust_list.sign(
        KeyRing(told["issuer"], tuple(_slot(one) for one in slots)), root=root(folder), by=by, at=at
    )
    _write(folder, issuer=told["issuer"], root=told["root"], slots=slots, trusted=listed)
    return read(folder)


def read(folder: Path) -> KeyRing:
    """All keys of the office. Raises RuleBroken("signing_key_missing") before `make`."""
    told = _load(folder / KEYS)
    return KeyRing(told["issuer"], tuple(_slot(one) for one in told["slots"]))


def root(folder: Path) -> x509.Certificate:
    """The root's certificate, for readers. Raises RuleBroken("signing_key_missing") before `make`."""
    return x509.load_der_x509_certificate(base64.b64decode(_load(folder / KEYS)["root"]))


def trusted(folder: Path) -> str:
    """The list of keys that readers believe, as the root signed it (`trust_list`).

    Raises RuleBroken("signing_key_missing") before `make`.
    """
    return str(_load(folder / KEYS)["trusted"])


_TIMES = ("published", "signs", "rests", "ends")


def _slot(told: Mapping[str, Any]) -> Slot:
    chain = tuple(base64.b64decode(one) for one in told["chain"])
    signer = signer_of(told, chain=chain)
    times = {name: datetime.fromisoformat(told[name]) for name in _TIMES}
    return Slot(purpose=Purpose(told["purpose"]), signer=signer, **times)


def signer_of(told: Mapping[str, Any], *, chain: tuple[bytes, ...]) -> Signer:
    """The key that `new_key` made. Raises RuleBroken("signing_key_unreadable")."""
    if "label" in told:
        public = keys.from_jwk(told["public"])
        assert isinstance(public, ec.EllipticCurvePublicKey)
        return hardware.HardwareSigner(label=told["label"], public=public, chain=chain)
    return FileSigner.from_pem(told["private"].encode(), chain=chain)


def new_key(purpose: str) -> tuple[ec.EllipticCurvePublicKey, dict[str, object]]:
    """A new key, and what is kept of it for `signer_of`: itself, or where in the office's hardware it is.

    Raises RuleBroken("signing_key_unreadable") where the hardware cannot be had.
    """
    if hardware.is_there():
        label, public = hardware.make(purpose)
        return public, {"label": label, "public": keys.to_jwk(public)}
    private = ec.generate_private_key(ec.SECP256R1())
    return private.public_key(), {"private": _pem(private)}


def _certificate(
    folder: Path,
    told: Mapping[str, Any],
    public: ec.EllipticCurvePublicKey,
    *,
    purpose: Purpose,
    by: ec.EllipticCurvePrivateKey,
    since: datetime,
    until: datetime,
) -> bytes:
    return certify(
        public,
        purpose=purpose,
        name=f"Rekam {purpose.value}",
        issuer=told["issuer"],
        root=root(folder),
        by=by,
        since=since,
        until=until,
    )


def _root_key(folder: Path, *, purpose: Purpose) -> ec.EllipticCurvePrivateKey:
    if not (folder / ROOT).exists():
        raise RuleBroken("signing_root_away", purpose=purpose.value)
    by = load_pem_private_key(_load(folder / ROOT)["private"].encode(), password=None)
    if not isinstance(by, ec.EllipticCurvePrivateKey):
        raise RuleBroken("signing_key_unreadable")
    return by


def _load(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise RuleBroken("signing_key_missing", file=path.name)
    return dict(json.loads(path.read_text()))


def _write(
    folder: Path, *, issuer: str, root: str, slots: list[Mapping[str, Any]], trusted: str = ""
) -> None:
    told = {"issuer": issuer, "root": root, "slots": slots, "trusted": trusted}
    write_private(folder / KEYS, json.dumps(told).encode())


def _day(at: datetime) -> datetime:
    """A day's beginning: what is issued that day says no hour, and must lie within the certificate."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _pem(private: ec.EllipticCurvePrivateKey) -> str:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
