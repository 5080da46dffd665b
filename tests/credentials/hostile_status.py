"""Hostile status lists: Token Status List draft-20."""

import zlib
from collections.abc import Callable
from typing import Any

import cbor2

from rekam.credentials.formats import status_list
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.case import Case
from tests.credentials.plain_mdoc import sign1
from tests.credentials.plain_sd_jwt import b64, jwt
from tests.credentials.world import NOW, THIEF, signer

SECONDS = int(NOW.timestamp())
PACKED = zlib.compress(bytes(128))


def token(
    *, by: Signer | None = None, typ: str = "statuslist+jwt", kid: object = None, **changes: Any
) -> str:
    one = by or signer(Purpose.STATUS)
    told = {
        "sub": world.PLACE.uri,
        "iat": SECONDS,
        "exp": SECONDS + 86_400,
        "ttl": 43_200,
        "status_list": {"bits": 2, "lst": b64(PACKED)},
    }
    told = {name: value for name, value in {**told, **changes}.items() if value is not None}
    head = {"alg": "ES256", "typ": typ, "kid": kid or signer(Purpose.STATUS).kid}
    return jwt(head, told, by=one.sign)


def cwt(
    *,
    by: Signer | None = None,
    typ: str = "application/statuslist+cwt",
    payload: object = None,
    kid: object = None,
) -> bytes:
    told = {2: world.PLACE.uri, 6: SECONDS, 65534: 43_200, 65533: {"bits": 2, "lst": PACKED}}
    head = {1: -7, 16: typ, 4: kid or signer(Purpose.STATUS).kid.encode()}
    one = by or signer(Purpose.STATUS)
    return cbor2.dumps(cbor2.CBORTag(18, sign1(cbor2.dumps(payload or told), by=one, protected=head)))


def read(text: str) -> object:
    return status_list.read_jwt(text, uri=world.PLACE.uri, trust=world.trust(), at=NOW)


def read_cwt(data: bytes) -> object:
    return status_list.read_cwt(data, uri=world.PLACE.uri, trust=world.trust(), at=NOW)


def case(name: str, code: str, make: Callable[[], str]) -> Case:
    return Case(f"status-jwt/{name}", code, lambda: read(make()))


def binary(name: str, code: str, make: Callable[[], bytes]) -> Case:
    return Case(f"status-cwt/{name}", code, lambda: read_cwt(make()))


CASES = (
    case("another-key", "signature_wrong", lambda: token(by=THIEF)),
    case("untrusted-kid", "issuer_untrusted", lambda: token(kid="x")),
    case(
        "key-of-another-purpose",
        "issuer_untrusted",
        lambda: token(by=signer(Purpose.SD_JWT), kid=signer(Purpose.SD_JWT).kid),
    ),
    case("typ-of-a-credential", "token_type_wrong", lambda: token(typ="dc+sd-jwt")),
    case("list-of-another-address", "status_of_another_list", lambda: token(sub="https://other.example")),
    case("neither-ttl-nor-exp", "credential_malformed", lambda: token(exp=None, ttl=None)),
    case("ttl-negative", "credential_malformed", lambda: token(ttl=-1)),
    case("three-bits", "credential_malformed", lambda: token(status_list={"bits": 3, "lst": b64(PACKED)})),
    case("no-list", "credential_malformed", lambda: token(status_list=7)),
    case("list-number", "credential_malformed", lambda: token(status_list={"bits": 2, "lst": 7})),
    case("too-large", "credential_too_large", lambda: "a" * ((12 << 20) + 1)),
    Case("status/beyond-the-list", "status_not_in_list", lambda: status_list.blank(entries=8).at(8)),
    case(
        "inflates-too-large",
        "credential_too_large",
        lambda: token(status_list={"bits": 2, "lst": b64(zlib.compress(bytes((8 << 20) + 1)))}),
    ),
    binary("another-key", "signature_wrong", lambda: cwt(by=THIEF)),
    binary("untrusted-kid", "issuer_untrusted", lambda: cwt(kid=b"x")),
    binary("typ-of-a-credential", "token_type_wrong", lambda: cwt(typ="application/cwt")),
    binary("payload-list", "credential_malformed", lambda: cwt(payload=[1])),
)
