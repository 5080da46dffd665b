"""Disclosures of an SD-JWT: made, and put back where their digests stand (pure).

Source: RFC 9901 sections 4.2 and 7.1.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rekam.credentials.formats import base64url, jose
from rekam.credentials.formats.signer import Entropy
from rekam.kernel.errors import RuleBroken

SALT_BYTES = 18  # 144 bits, of which base64url leaves no rest
MAX_DEPTH = 16
DIGESTS, HASH, ELEMENT = "_sd", "_sd_alg", "..."


@dataclass(frozen=True)
class Disclosure:
    """One disclosure as it is sent; `name` is None for an element of a list."""

    text: str
    digest: str
    name: str | None
    value: Any


def digest_of(text: str) -> str:
    """SHA-256 of ASCII text in base64url."""
    return base64url.encode(hashlib.sha256(text.encode("ascii")).digest())


def make(claims: Mapping[str, object], *, entropy: Entropy) -> tuple[list[str], list[str]]:
    """A disclosure for each claim, with a salt of 144 bits of its own: the texts, and their digests.

    This is what issuing spends its time on, so salts and digests are encoded all at once.
    """
    noise = entropy(SALT_BYTES * len(claims))
    salts = base64url.encode_each(
        [noise[at : at + SALT_BYTES] for at in range(0, len(noise), SALT_BYTES)], size=SALT_BYTES
    )
    texts = [
        base64url.encode(f'["{salt}",{jose.text(name)},{jose.text(value)}]'.encode())
        for salt, (name, value) in zip(salts, claims.items(), strict=True)
    ]
    hashes = [hashlib.sha256(text.encode("ascii")).digest() for text in texts]
    return texts, base64url.encode_each(hashes, size=32)


def read(text: str) -> Disclosure:
    """One disclosure taken apart. Raises RuleBroken("disclosure_malformed" | "disclosure_reserved")."""
    try:
        told = jose.from_json(base64url.decode(text))
    except RuleBroken as broken:
        raise RuleBroken("disclosure_malformed") from broken
    if not isinstance(told, list) or len(told) not in (2, 3) or not isinstance(told[0], str):
        raise RuleBroken("disclosure_malformed")
    if len(told) == 2:
        return Disclosure(text, digest_of(text), None, told[1])
    if not isinstance(told[1], str):
        raise RuleBroken("disclosure_malformed")
    if told[1] in (DIGESTS, ELEMENT):
        raise RuleBroken("disclosure_reserved", claim=told[1])
    return Disclosure(text, digest_of(text), told[1], told[2])


def unfold(
    payload: Mapping[str, Any], *, texts: Sequence[str], reserved: Iterable[str] = ()
) -> dict[str, Any]:
    """The payload with what the disclosures say in its place; digests without a disclosure go.

    reserved   names that no disclosure may bring at the top: what counts must not be hidden
    Raises RuleBroken("disclosure_malformed" | "disclosure_reserved" | "disclosure_repeated" |
    "disclosure_unreferenced" | "disclosure_name_taken" | "digest_repeated" | "hash_refused").
    """
    if payload.get(HASH, "sha-256") != "sha-256":
        raise RuleBroken("hash_refused")
    by_digest = {one.digest: one for one in map(read, texts)}
    if len(by_digest) != len(texts):
        raise RuleBroken("disclosure_repeated")
    work = _Unfolding(by_digest, frozenset(reserved))
    told = work.of_object(payload, depth=0)
    if by_digest.keys() - work.seen:
        raise RuleBroken("disclosure_unreferenced")
    told.pop(HASH, None)
    return told


class _Unfolding:
    """One pass over a payload; `seen` are the digests met so far."""

    def __init__(self, by_digest: Mapping[str, Disclosure], reserved: frozenset[str]) -> None:
        self.by_digest = by_digest
        self.reserved = reserved
        self.seen: set[str] = set()

    def of(self, value: Any, *, depth: int) -> Any:
        if isinstance(value, dict):
            return self.of_object(value, depth=depth)
        if isinstance(value, list):
            return self.of_list(value, depth=depth)
        return value

    def of_object(self, told: Mapping[str, Any], *, depth: int) -> dict[str, Any]:
        if depth > MAX_DEPTH:
            raise RuleBroken("credential_malformed", where="depth")
        digests = told.get(DIGESTS, ())
        if not isinstance(digests, list | tuple) or ELEMENT in told:
            raise RuleBroken("credential_malformed", where=DIGESTS)
        out = {
            name: self.of(value, depth=depth + 1) if isinstance(value, dict | list) else value
            for name, value in told.items()
            if name != DIGESTS
        }
        for digest in digests:
            one = self.find(digest)
            if one is None:
                continue
            if one.name is None:
                raise RuleBroken("disclosure_malformed")
            if depth == 0 and one.name in self.reserved:
                raise RuleBroken("disclosure_reserved", claim=one.name)
            if one.name in out:
                raise RuleBroken("disclosure_name_taken", claim=one.name)
            out[one.name] = self.of(one.value, depth=depth + 1)
        return out

    def of_list(self, told: Sequence[Any], *, depth: int) -> list[Any]:
        if depth > MAX_DEPTH:
            raise RuleBroken("credential_malformed", where="depth")
        out = []
        for value in told:
            if not isinstance(value, dict) or ELEMENT not in value:
                out.append(self.of(value, depth=depth + 1))
                continue
            if len(value) != 1:
                raise RuleBroken("credential_malformed", where=ELEMENT)
            one = self.find(value[ELEMENT])
            if one is None:
                continue
            if one.name is not None:
                raise RuleBroken("disclosure_malformed")
            out.append(self.of(one.value, depth=depth + 1))
        return out

    def find(self, digest: object) -> Disclosure | None:
        if not isinstance(digest, str):
            raise RuleBroken("credential_malformed", where="digest")
        if digest in self.seen:
            raise RuleBroken("digest_repeated")
        self.seen.add(digest)
        return self.by_digest.get(digest)
