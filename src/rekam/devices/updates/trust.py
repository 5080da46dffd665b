"""Whose signatures let a bundle in: some of a few offline keys, never one alone. Pure.

A laptop holds the list since it was set up. A new list is believed when enough of the old keys signed it,
and enough of its own: whoever stole one key cannot bring in theirs, and a list with a slip in it, whose keys
nobody holds, locks nobody out.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rekam.devices.updates.bundle import DOMAIN, MAX_SIGNATURES
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

KEYS_DOMAIN: Final = "rekam-update-keys-1"
VERSION: Final = 1
MAX_BYTES: Final = 65_536
LEAST_SIGNERS: Final = 2
"""One stolen key, or one person under pressure, must not be enough to put a program on every laptop."""


@dataclass(frozen=True, kw_only=True)
class Trust:
    """The signers' public keys (Ed25519) by kid, how many of them must sign, and the list's own number."""

    serial: int
    threshold: int
    keys: Mapping[str, bytes]


def new_trust(publics: Sequence[bytes], *, threshold: int, serial: int = 1) -> Trust:
    """A list of signers. Raises RuleBroken("update_keys_few") unless LEAST_SIGNERS or more must sign."""
    keys = {sealing.kid_of(public): public for public in publics}
    if not LEAST_SIGNERS <= threshold <= len(keys) <= MAX_SIGNATURES:
        raise RuleBroken("update_keys_few", keys=len(keys), threshold=threshold)
    return Trust(serial=serial, threshold=threshold, keys=keys)


def check_signers(manifest: bytes, *, signatures: Mapping[str, bytes], trust: Trust) -> None:
    """Enough different signers of the list signed these bytes; a signature of a stranger counts nothing.

    Raises RuleBroken("update_signature_wrong") when a signer's signature does not hold, or
    "update_signers_few".
    """
    _check(manifest, signatures=signatures, trust=trust, domain=DOMAIN)


def _check(message: bytes, *, signatures: Mapping[str, bytes], trust: Trust, domain: str) -> None:
    known = {kid: signature for kid, signature in signatures.items() if kid in trust.keys}
    for kid, signature in known.items():
        if not sealing.signature_holds(message, signature=signature, public=trust.keys[kid], domain=domain):
            raise RuleBroken("update_signature_wrong", kid=kid)
    if len(known) < trust.threshold:
        raise RuleBroken("update_signers_few", signers=len(known), needed=trust.threshold)


def write_trust(trust: Trust) -> bytes:
    """The list as a file that people can read (JSON)."""
    keys = {kid: public.hex() for kid, public in trust.keys.items()}
    return json.dumps({"serial": trust.serial, "threshold": trust.threshold, "keys": keys}, indent=1).encode()


def read_trust(data: bytes) -> Trust:
    """A list as `write_trust` made it. Raises RuleBroken("update_trust_malformed")."""
    try:
        told = json.loads(data[:MAX_BYTES])
        keys = {str(kid): bytes.fromhex(public) for kid, public in told["keys"].items()}
        return _sound(Trust(serial=told["serial"], threshold=told["threshold"], keys=keys))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken("update_trust_malformed") from error


def encode_rotation(trust: Trust) -> bytes:
    """The next list's bytes, to be signed with `sealing.sign(..., domain=KEYS_DOMAIN)`."""
    return canonical.encode(
        {"v": VERSION, "serial": trust.serial, "threshold": trust.threshold, "keys": dict(trust.keys)}
    )


def signed_rotation(body: bytes, *, signatures: Mapping[str, bytes]) -> bytes:
    """A list with the signatures of both lists' keys, as bundles carry it."""
    return canonical.encode({"body": body, "signatures": dict(signatures)})


def follow(trust: Trust, *, rotations: Sequence[bytes]) -> Trust:
    """The list after these changes; those that this laptop knows already are passed over.

    Raises RuleBroken("update_rotation_wrong"), and the codes of `check_signers`.
    """
    for one in rotations:
        body, signatures = _opened(one)
        fresh = _decode(body)
        if fresh.serial <= trust.serial:
            continue
        if fresh.serial != trust.serial + 1:
            raise RuleBroken("update_rotation_wrong", serial=fresh.serial)
        for side in (trust, fresh):
            _check(body, signatures=signatures, trust=side, domain=KEYS_DOMAIN)
        trust = fresh
    return trust


def _opened(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    try:
        told = canonical.decode(data, max_bytes=MAX_BYTES)
        body, signatures = told["body"], told["signatures"]
        if not isinstance(body, bytes) or not isinstance(signatures, dict):
            raise TypeError("fields")
    except (RuleBroken, KeyError, TypeError) as error:
        raise RuleBroken("update_rotation_wrong") from error
    return body, {kid: one for kid, one in signatures.items() if isinstance(one, bytes)}


def _decode(body: bytes) -> Trust:
    try:
        told: dict[str, Any] = canonical.decode(body, max_bytes=MAX_BYTES)
        if told.pop("v") != VERSION:
            raise ValueError("version")
        return _sound(Trust(**told))
    except (RuleBroken, KeyError, TypeError, ValueError, AttributeError) as error:
        raise RuleBroken("update_rotation_wrong") from error


def _sound(trust: Trust) -> Trust:
    named = all(sealing.kid_of(public) == kid for kid, public in trust.keys.items())
    numbers = type(trust.serial) is int and type(trust.threshold) is int and trust.serial >= 1
    if not (named and numbers and LEAST_SIGNERS <= trust.threshold <= len(trust.keys) <= MAX_SIGNATURES):
        raise ValueError("list of keys")
    return trust
