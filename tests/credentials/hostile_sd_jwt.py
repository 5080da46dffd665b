"""Hostile SD-JWT VCs: RFC 9901, SD-JWT VC draft-19, OpenID4VP 1.0."""

import base64
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rekam.credentials.formats import keys
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.case import Case
from tests.credentials.plain_sd_jwt import (
    AGE,
    CHILD,
    NAME,
    PARENT,
    SECONDS,
    b64,
    bind_to,
    disclosure,
    header,
    payload,
    read,
    sha,
    shown,
)
from tests.credentials.world import HOLDER, NOW, THIEF, signer


def case(name: str, code: str, make: Callable[[], str]) -> Case:
    return Case(f"sd-jwt/{name}", code, lambda: read(make()))


def _hs256(message: bytes) -> bytes:
    """The old trick: the issuer's public key as the secret of a MAC."""
    return hmac.new(
        json.dumps(keys.to_jwk(signer(Purpose.SD_JWT).public)).encode(), message, "sha256"
    ).digest()


def _flipped() -> str:
    token, rest = shown().split("~", 1)
    signed, signature = token.rsplit(".", 1)
    return f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}~{rest}"


def _dropped() -> str:
    """One disclosure taken out behind the holder's back."""
    token, first, second, binding = shown(texts=[NAME, AGE]).split("~")
    assert first == NAME
    return "~".join([token, second, binding])


def _x5c(**certified: Any) -> Callable[[], str]:
    def make() -> str:
        one = signer(**certified)
        return shown(head=header(x5c=[base64.b64encode(one.chain[0]).decode()]), by=one.sign)

    return make


def _nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = {"a": value}
    return value


def _lists(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


def _private_jwk() -> dict[str, Any]:
    return {"jwk": {**keys.to_jwk(HOLDER.public), "d": b64(bytes(32))}}


def _four_parts() -> str:
    token, rest = shown(bound=False).split("~", 1)
    return bind_to(f"{token}.AA~{rest}")


def _three_bytes_over() -> dict[str, Any]:
    """Coordinates of 31 and 33 bytes that together are the holder's point."""
    x, y = keys.point(HOLDER.public)
    return {"jwk": {**_JWK, "x": b64(x[:31]), "y": b64(x[31:] + y)}}


def cnf(name: str, **changes: object) -> Case:
    told = {key: value for key, value in {**_JWK, **changes}.items() if value is not None}
    return case(f"cnf-{name}", "holder_key_refused", lambda: shown(payload(cnf={"jwk": told})))


_JWK: dict[str, Any] = dict(keys.to_jwk(HOLDER.public))
OLD = signer(Purpose.SD_JWT, name="old")

CASES = (
    case("invalid-credential-signature", "signature_wrong", _flipped),
    case("signed-by-another-key", "signature_wrong", lambda: shown(by=THIEF.sign)),
    case("invalid-kb-jwt-signature", "binding_signature_wrong", lambda: shown(holder=THIEF)),
    case("invalid-kb-jwt-aud", "binding_audience_wrong", lambda: shown(bind={"aud": "x509_san_dns:other"})),
    case("kb-jwt-aud-list", "binding_audience_wrong", lambda: shown(bind={"aud": [world.READER, "other"]})),
    case("invalid-kb-jwt-nonce", "binding_nonce_wrong", lambda: shown(bind={"nonce": "another"})),
    case("kb-jwt-iat-in-past", "binding_too_old", lambda: shown(bind={"iat": SECONDS - 61})),
    case("kb-jwt-iat-in-future", "binding_too_early", lambda: shown(bind={"iat": SECONDS + 61})),
    case("kb-jwt-iat-text", "credential_malformed", lambda: shown(bind={"iat": "now"})),
    case("invalid-sd-hash", "binding_of_another", lambda: shown(bind={"sd_hash": sha("another")})),
    case("disclosure-dropped-after-binding", "binding_of_another", _dropped),
    case("no-key-binding", "binding_missing", lambda: shown(bound=False)),
    case("kb-jwt-typ-jwt", "token_type_wrong", lambda: shown(bind_head={"alg": "ES256", "typ": "JWT"})),
    case("kb-jwt-alg-none", "algorithm_refused", lambda: shown(bind_head={"alg": "none", "typ": "kb+jwt"})),
    case("no-cnf", "holder_key_missing", lambda: shown(payload(cnf=None))),
    case("cnf-empty", "holder_key_refused", lambda: shown(payload(cnf={"kid": "1"}))),
    case("cnf-private-key", "holder_key_refused", lambda: shown(payload(cnf=_private_jwk()))),
    case("cnf-coordinates-shifted", "holder_key_refused", lambda: shown(payload(cnf=_three_bytes_over()))),
    cnf("p384", crv="P-384"),
    cnf("okp", kty="OKP"),
    cnf("no-curve", crv=None),
    cnf("x-number", x=5),
    cnf("y-number", y=5),
    cnf("short", x="AA"),
    cnf("off-curve", x=_JWK["y"]),
    case("expired", "credential_expired", lambda: shown(payload(exp=SECONDS))),
    case("no-exp", "credential_malformed", lambda: shown(payload(exp=None))),
    case("exp-true", "credential_malformed", lambda: shown(payload(exp=True))),
    case("issued-tomorrow", "credential_not_yet_valid", lambda: shown(payload(iat=SECONDS + 86_400))),
    case("not-yet-valid", "credential_not_yet_valid", lambda: shown(payload(nbf=SECONDS + 1))),
    case("another-vct", "credential_type_wrong", lambda: shown(payload(vct="urn:rekam:kk:1"))),
    case("issued-for-others", "credential_for_others", lambda: shown(payload(aud="x509_san_dns:other"))),
    case("vct-list", "credential_type_wrong", lambda: shown(payload(vct=[world.KTP.vct]))),
    case("typ-jwt", "token_type_wrong", lambda: shown(head=header(typ="JWT"))),
    case("typ-list", "token_type_wrong", lambda: shown(head=header(typ=["dc+sd-jwt"]))),
    case("unknown-crit", "critical_header_unknown", lambda: shown(head=header(crit=["x"], x=1))),
    case("alg-none", "algorithm_refused", lambda: shown(head=header(alg="none"), by=lambda _: b"")),
    case("alg-hs256", "algorithm_refused", lambda: shown(head=header(alg="HS256"), by=_hs256)),
    case("header-list", "credential_malformed", lambda: shown(head=[1])),  # type: ignore[arg-type]
    case("payload-list", "credential_malformed", lambda: shown([1])),
    case("sha-1", "hash_refused", lambda: shown(payload(_sd_alg="sha-1"))),
    case("untrusted-kid", "issuer_untrusted", lambda: shown(head=header(kid="another"))),
    case("kid-no-longer-believed", "issuer_untrusted", lambda: shown(head=header(kid=OLD.kid), by=OLD.sign)),
    case("kid-list", "issuer_untrusted", lambda: shown(head=header(kid=["x"]))),
    case("another-issuer", "issuer_untrusted", lambda: shown(payload(iss="https://other.example"))),
    case("no-issuer", "issuer_untrusted", lambda: shown(payload(iss=None))),
    case(
        "kid-of-another-purpose",
        "issuer_untrusted",
        lambda: shown(head=header(kid=signer(Purpose.QR).kid), by=signer(Purpose.QR).sign),
    ),
    case("untrusted-root", "issuer_untrusted", _x5c(purpose=Purpose.SD_JWT, name="x", under="strange root")),
    case("x5c-of-document-signer", "issuer_untrusted", _x5c(purpose=Purpose.DOCUMENT)),
    case(
        "x5c-not-yet-valid",
        "issuer_untrusted",
        _x5c(purpose=Purpose.SD_JWT, name="late", since=NOW + timedelta(days=1)),
    ),
    case("x5c-two", "issuer_untrusted", lambda: shown(head=header(x5c=["AA==", "AA=="]))),
    case("x5c-number", "issuer_untrusted", lambda: shown(head=header(x5c=[7]))),
    case("x5c-text", "issuer_untrusted", lambda: shown(head=header(x5c="AA=="))),
    case("x5c-rubbish", "issuer_untrusted", lambda: shown(head=header(x5c=["AA=="]))),
    case(
        "x5c-other-issuer",
        "issuer_untrusted",
        lambda: shown(
            payload(iss="https://other.example"),
            head=header(x5c=[base64.b64encode(signer(Purpose.SD_JWT).chain[0]).decode()]),
        ),
    ),
    case(
        "disclosure-in-no-digest",
        "disclosure_unreferenced",
        lambda: shown(texts=[AGE, disclosure("salt", "nik", "0")]),
    ),
    case("dropped-parent-of-a-disclosure", "disclosure_unreferenced", lambda: shown(texts=[CHILD])),
    case("same-disclosure-twice", "disclosure_repeated", lambda: shown(texts=[AGE, AGE])),
    case("same-digest-twice", "digest_repeated", lambda: shown(payload(_sd=[sha(AGE), sha(AGE)]))),
    case(
        "digest-in-payload-and-disclosure",
        "digest_repeated",
        lambda: shown(payload(_sd=[sha(CHILD), sha(PARENT)]), texts=[CHILD, PARENT]),
    ),
    *(
        case(
            f"disclosed-{name}",
            "disclosure_reserved",
            lambda name=name: shown(  # type: ignore[misc]
                payload(_sd=[sha(disclosure("salt", name, 1))]), texts=[disclosure("salt", name, 1)]
            ),
        )
        for name in ("iss", "exp", "nbf", "cnf", "vct", "status", "_sd", "...")
    ),
    case("disclosed-name-taken", "disclosure_name_taken", lambda: shown(payload(age_over_17=False))),
    case(
        "array-disclosure-in-object",
        "disclosure_malformed",
        lambda: shown(payload(_sd=[sha(disclosure("salt", "x"))]), texts=[disclosure("salt", "x")]),
    ),
    case(
        "object-disclosure-in-array",
        "disclosure_malformed",
        lambda: shown(payload(a=[{"...": sha(AGE)}], _sd=[])),
    ),
    case("disclosure-number", "disclosure_malformed", lambda: shown(texts=[b64(b"7")])),
    case("disclosure-of-four", "disclosure_malformed", lambda: shown(texts=[disclosure("salt", "a", 1, 2)])),
    case("disclosure-salt-number", "disclosure_malformed", lambda: shown(texts=[disclosure(7, "a", 1)])),
    case("disclosure-name-number", "disclosure_malformed", lambda: shown(texts=[disclosure("salt", 7, 1)])),
    case("disclosure-not-base64url", "disclosure_malformed", lambda: shown(texts=["%"])),
    case("digests-no-list", "credential_malformed", lambda: shown(payload(_sd=7))),
    case("digest-number", "credential_malformed", lambda: shown(payload(_sd=[7]))),
    case("ellipsis-with-company", "credential_malformed", lambda: shown(payload(a=[{"...": "x", "b": 1}]))),
    case("ellipsis-as-claim", "credential_malformed", lambda: shown(payload(a={"...": "x"}))),
    case("deep-object", "credential_malformed", lambda: shown(payload(a=_nested(20)))),
    case("deep-list", "credential_malformed", lambda: shown(payload(a=_lists(20)))),
    case(
        "status-no-index",
        "credential_malformed",
        lambda: shown(payload(status={"status_list": {"uri": "u"}})),
    ),
    case(
        "status-index-true",
        "credential_malformed",
        lambda: shown(payload(status={"status_list": {"idx": True, "uri": "u"}})),
    ),
    case(
        "status-uri-number",
        "credential_malformed",
        lambda: shown(payload(status={"status_list": {"idx": 1, "uri": 7}})),
    ),
    case("status-other-kind", "credential_malformed", lambda: shown(payload(status={"bitstring": 1}))),
    case("too-large", "credential_too_large", lambda: "a" * (64 * 1024 + 1)),
    case("not-ascii", "credential_malformed", lambda: shown() + "é"),
    case("no-tilde", "credential_malformed", lambda: shown().split("~")[0]),
    case(
        "no-signature", "credential_malformed", lambda: bind_to(shown().split("~")[0].rsplit(".", 1)[0] + "~")
    ),
    case("four-parts", "credential_malformed", _four_parts),
    case(
        "payload-name-twice",
        "credential_malformed",
        lambda: shown(by=None).replace(shown().split(".")[1], b64(b'{"iss":1,"iss":2}'), 1),
    ),
    case(
        "payload-nan",
        "credential_malformed",
        lambda: shown().replace(shown().split(".")[1], b64(b'{"iss":NaN}'), 1),
    ),
    case("padded-base64", "credential_malformed", lambda: shown().replace(".", "=.", 1)),
)
