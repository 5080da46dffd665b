"""Token Status List: the standing of very many credentials in one signed list (pure).

Whoever fetches the list tells nobody which credential is asked about.
Source: draft-ietf-oauth-status-list-20.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from rekam.credentials.formats import base64url, cbor, cose, jose, moments
from rekam.credentials.formats.inflating import inflate
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose, Trust
from rekam.kernel.errors import RuleBroken

LEAST_ENTRIES = 1 << 20  # so that a list hides whom somebody asks about
MAX_LIST_BYTES = 8 << 20
MAX_TOKEN_BYTES = 12 << 20
JWT_KIND, CWT_KIND = "statuslist+jwt", "application/statuslist+cwt"
_SUB, _EXP, _IAT, _TTL, _LIST = 2, 4, 6, 65534, 65533
_BITS = (1, 2, 4, 8)


class Status(IntEnum):
    """The values that Rekam writes; others are read as "invalid"."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2


@dataclass(frozen=True)
class StatusList:
    """The entries, packed from the lowest bit of the first byte on. `bits` an entry: 1, 2, 4 or 8."""

    bits: int
    packed: bytes

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return len(self.packed) * 8 // self.bits

    def at(self, index: int) -> int:
        """The entry there. Raises RuleBroken("status_not_in_list")."""
        if not 0 <= index < self.entries:
            raise RuleBroken("status_not_in_list")
        byte, place = divmod(index * self.bits, 8)
        return self.packed[byte] >> place & (1 << self.bits) - 1

    def changed(self, entries: Mapping[int, int]) -> "StatusList":
        """The list with other values at these indexes. Raises ValueError for one that does not fit."""
        packed, mask = bytearray(self.packed), (1 << self.bits) - 1
        for index, value in entries.items():
            if not 0 <= index < self.entries or not 0 <= value <= mask:
                raise ValueError(f"no {value} at {index} in {self.entries} entries of {self.bits} bits")
            byte, place = divmod(index * self.bits, 8)
            packed[byte] = packed[byte] & ~(mask << place) | value << place
        return StatusList(self.bits, bytes(packed))


def blank(*, entries: int, bits: int = 2) -> StatusList:
    """A list in which all are valid; at least LEAST_ENTRIES, unless a test wants a small one."""
    if bits not in _BITS:
        raise ValueError(f"an entry has 1, 2, 4 or 8 bits, not {bits}")
    return StatusList(bits, bytes(-(-entries * bits // 8)))


def draw_index(*, entries: int, is_taken: Callable[[int], bool], randbelow: Callable[[int], int]) -> int:
    """A free index by chance, so that neighbours in the list are no neighbours in the queue.

    Raises RuleBroken("status_list_full") where sixty-four draws were all taken: one time in 850 where nine
    tenths are taken, never where half are. Begin a new list before that.
    """
    for _ in range(64):
        index = randbelow(entries)
        if not is_taken(index):
            return index
    raise RuleBroken("status_list_full")


def compress(told: StatusList) -> bytes:
    """The list as its token carries it: zlib at its strongest."""
    return zlib.compress(told.packed, 9)


@dataclass(frozen=True, kw_only=True)
class StatusToken:
    """A list that was fetched and whose signature was checked.

    stale   from then on the list tells nothing: the end of its ttl, or its expiry
    """

    uri: str
    told: StatusList
    issued: datetime
    stale: datetime


def sign_jwt(
    told: StatusList, *, uri: str, issued: datetime, ttl: timedelta, expires: datetime, signer: Signer
) -> str:
    """The list as a Status List Token in JWT form."""
    payload = {
        "sub": uri,
        "iat": moments.stamp(issued),
        "exp": moments.stamp(expires),
        "ttl": int(ttl.total_seconds()),
        "status_list": {"bits": told.bits, "lst": base64url.encode(compress(told))},
    }
    return jose.sign(payload, kind=JWT_KIND, signer=signer, kid=signer.kid)


def sign_cwt(
    told: StatusList, *, uri: str, issued: datetime, ttl: timedelta, expires: datetime, signer: Signer
) -> bytes:
    """The list as a Status List Token in CWT form."""
    payload = {
        _SUB: uri,
        _IAT: moments.stamp(issued),
        _EXP: moments.stamp(expires),
        _TTL: int(ttl.total_seconds()),
        _LIST: {"bits": told.bits, "lst": compress(told)},
    }
    head = {cose.TYP: CWT_KIND, cose.KID: signer.kid.encode()}
    return cbor.write(cbor.Tag(cose.SIGN1, cose.sign(cbor.write(payload), signer=signer, protected=head)))


def read_jwt(text: str, *, uri: str, trust: Trust, at: datetime) -> StatusToken:
    """A list in JWT form that was fetched from that address.

    Raises RuleBroken: the codes of `jose.read` and `trust`, and "signature_wrong", "status_of_another_list",
    "credential_malformed", "credential_too_large".
    """
    token = jose.read(text, kinds=frozenset({JWT_KIND}), max_bytes=MAX_TOKEN_BYTES)
    kid = token.header.get("kid")
    if not jose.is_by(token, key=trust.key_of(purpose=Purpose.STATUS, kid=kid, at=at)):
        raise RuleBroken("signature_wrong")
    told = token.payload
    names: tuple[Any, ...] = ("sub", "iat", "exp", "ttl", "status_list")
    return _token([told.get(name) for name in names], uri=uri)


def read_cwt(data: bytes, *, uri: str, trust: Trust, at: datetime) -> StatusToken:
    """A list in CWT form that was fetched from that address. Raises RuleBroken as `read_jwt` does."""
    signed = cose.read(cbor.read(data, max_bytes=MAX_TOKEN_BYTES))
    if signed.headers.get(cose.TYP) != CWT_KIND:
        raise RuleBroken("token_type_wrong")
    kid = signed.headers.get(cose.KID)
    name = kid.decode("ascii", "replace") if isinstance(kid, bytes) else None
    key = trust.key_of(purpose=Purpose.STATUS, kid=name, at=at)
    if not cose.is_by(signed, key=key):
        raise RuleBroken("signature_wrong")
    told = cbor.read(signed.payload or b"", max_bytes=MAX_TOKEN_BYTES)
    if not isinstance(told, Mapping):
        raise RuleBroken("credential_malformed", where="status list")
    return _token([told.get(name) for name in (_SUB, _IAT, _EXP, _TTL, _LIST)], uri=uri)


def _token(told: Iterable[Any], *, uri: str) -> StatusToken:
    sub, issued, expires, ttl, listed = told
    if sub != uri:
        raise RuleBroken("status_of_another_list")
    if not isinstance(listed, Mapping) or listed.get("bits") not in _BITS:
        raise RuleBroken("credential_malformed", where="status list")
    packed = listed.get("lst")
    packed = base64url.decode(packed) if isinstance(packed, str) else packed
    if not isinstance(packed, bytes):
        raise RuleBroken("credential_malformed", where="status list")
    made = moments.moment(issued)
    ends = [moments.moment(expires)] if expires is not None else []
    if ttl is not None:
        ends.append(moments.moment(moments.number(issued) + moments.number(ttl)))
    if not ends:
        raise RuleBroken("credential_malformed", where="ttl")
    return StatusToken(
        uri=uri,
        told=StatusList(listed["bits"], inflate(packed, most=MAX_LIST_BYTES)),
        issued=made,
        stale=min(ends),
    )
