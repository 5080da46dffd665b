"""Hostile QR codes: Claim 169 in print, and live."""

import zlib
from collections.abc import Callable, Mapping
from typing import Any

import cbor2

from rekam.credentials.formats import base45, claim169, keys
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.case import Case
from tests.credentials.plain_mdoc import sign1
from tests.credentials.world import HOLDER, NOW, THIEF, signer

SECONDS = int(NOW.timestamp())
SEEN = b"reader's nonce"
IDENTITY = {1: "3673014302990001", 4: "SITI AMINAH", 37: "ktp"}


def cwt(*, by: Signer | None = None, kid: object = None, drop: int | None = None, **changes: Any) -> bytes:
    """The issuer's CWT with one thing changed; names of changes are k1, k4, k8 ... for the claims' keys."""
    one = by or signer(Purpose.QR)
    told: dict[int, Any] = {
        1: world.ISSUER,
        4: SECONDS + 3600,
        6: SECONDS,
        8: {1: keys.to_cose(HOLDER.public)},
        65535: {"status_list": {"idx": world.PLACE.index, "uri": world.PLACE.uri}},
        169: IDENTITY,
    }
    told |= {int(name[1:]): value for name, value in changes.items()}
    payload = cbor2.dumps({key: value for key, value in told.items() if key != drop})
    head = {1: -7, 4: signer(Purpose.QR).kid.encode() if kid is None else kid}
    return cbor2.dumps(cbor2.CBORTag(18, sign1(payload, by=one, protected=head)))


def printed(**changes: Any) -> bytes:
    return cwt(drop=8, **changes)


def live(
    inner: object = None,
    *,
    made: object = SECONDS,
    nonce: object = SEEN,
    version: int = 1,
    by: Signer = HOLDER,
    more: tuple[object, ...] = (),
) -> bytes:
    told = [version, made, nonce, cwt() if inner is None else inner, *more]
    return cbor2.dumps(cbor2.CBORTag(18, sign1(cbor2.dumps(told), by=by)))


def letters(data: bytes) -> str:
    return base45.encode(zlib.compress(data))


def read(
    text: str, *, nonce: bytes | None = SEEN, live_only: bool = False, key: bytes | None = None
) -> object:
    return claim169.read(text, trust=world.trust(), at=NOW, nonce=nonce, live_only=live_only, key=key)


def case(name: str, code: str, make: Callable[[], bytes], **how: Any) -> Case:
    return Case(f"qr/{name}", code, lambda: read(letters(make()), **how))


def text(name: str, code: str, make: Callable[[], str], **how: Any) -> Case:
    return Case(f"qr/{name}", code, lambda: read(make(), **how))


def encrypted(
    plain: bytes, *, key: bytes = bytes(32), head: Mapping[Any, Any] | None = None, nonce: object = bytes(12)
) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    protected = cbor2.dumps(head or {1: 3})
    associated = cbor2.dumps(["Encrypt0", protected, b""])
    closed = AESGCM(key).encrypt(bytes(12), plain, associated)
    return cbor2.dumps(cbor2.CBORTag(16, [protected, {5: nonce}, closed]))


def _flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def _part_number(at: int) -> bytes:
    parts = list(cbor2.loads(encrypted(live())).value)
    parts[at] = 7
    return cbor2.dumps(cbor2.CBORTag(16, parts))


KEY: dict[str, Any] = {"key": bytes(32)}
PRINT: dict[str, Any] = {"nonce": None}

CASES = (
    case("issuer-signature-altered", "signature_wrong", lambda: live(_flipped(cwt()))),
    case("issuer-another-key", "signature_wrong", lambda: live(cwt(by=THIEF))),
    case("printed-another-key", "signature_wrong", lambda: printed(by=THIEF), **PRINT),
    case("holder-another-key", "binding_signature_wrong", lambda: live(by=THIEF)),
    case("holder-signature-altered", "binding_signature_wrong", lambda: _flipped(live())),
    case("live-older-than-30-s", "qr_too_old", lambda: live(made=SECONDS - 31)),
    case("live-from-the-future", "qr_too_early", lambda: live(made=SECONDS + 31)),
    case("live-another-nonce", "binding_nonce_wrong", lambda: live(nonce=b"another")),
    case("live-no-nonce", "binding_nonce_wrong", lambda: live(nonce=None)),
    case("live-of-print", "holder_key_missing", lambda: live(printed())),
    case("live-version", "qr_version_unknown", lambda: live(version=2)),
    case("live-longer", "qr_version_unknown", lambda: live(more=(1,))),
    case("live-inner-text", "credential_malformed", lambda: live("x")),
    case("live-time-text", "credential_malformed", lambda: live(made="now")),
    case("live-inner-deep", "qr_not_identity", lambda: live(live())),
    case("copied-out-of-a-phone", "qr_copied", lambda: cwt(), **PRINT),
    case("print-where-live-is-wanted", "qr_not_live", printed, nonce=None, live_only=True),
    case("print-where-a-nonce-was-shown", "qr_not_live", printed),
    case("expired", "credential_expired", lambda: live(cwt(k4=SECONDS))),
    case("issued-tomorrow", "credential_not_yet_valid", lambda: live(cwt(k6=SECONDS + 86_400))),
    case("not-yet-valid", "credential_not_yet_valid", lambda: live(cwt(k5=SECONDS + 1))),
    case("no-expiry", "credential_malformed", lambda: cwt(drop=4), **PRINT),
    case("no-identity", "qr_not_identity", lambda: cwt(drop=169), **PRINT),
    case("identity-list", "qr_not_identity", lambda: live(cwt(k169=[1]))),
    case("untrusted-kid", "issuer_untrusted", lambda: live(cwt(kid=b"another"))),
    case(
        "kid-of-another-purpose",
        "issuer_untrusted",
        lambda: live(cwt(by=signer(Purpose.STATUS), kid=signer(Purpose.STATUS).kid.encode())),
    ),
    case("kid-text", "issuer_untrusted", lambda: live(cwt(kid="x"))),
    case("another-issuer", "issuer_untrusted", lambda: live(cwt(k1="https://other.example"))),
    case("no-issuer", "issuer_untrusted", lambda: cwt(drop=1), **PRINT),
    case("issuer-number", "issuer_untrusted", lambda: live(cwt(k1=7))),
    case("cnf-kid", "holder_key_refused", lambda: live(cwt(k8={3: b"x"}))),
    case("cnf-number", "holder_key_refused", lambda: live(cwt(k8=7))),
    case(
        "status-negative",
        "credential_malformed",
        lambda: live(cwt(k65535={"status_list": {"idx": -1, "uri": "u"}})),
    ),
    case(
        "payload-missing",
        "credential_malformed",
        lambda: cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7}), {}, None, bytes(64)])),
    ),
    case(
        "signature-short",
        "binding_signature_wrong",
        lambda: cbor2.dumps(cbor2.CBORTag(18, [*cbor2.loads(live()).value[:3], b"x"])),
    ),
    text("too-long", "qr_too_long", lambda: "A" * 4_297),
    text("not-base45", "credential_malformed", lambda: "abc"),
    text("base45-over", "credential_malformed", lambda: ":::"),
    Case("qr/base45-last-over", "credential_malformed", lambda: base45.decode("::")),
    Case("qr/base45-lone-letter", "credential_malformed", lambda: base45.decode("0000")),
    text("not-zlib", "credential_malformed", lambda: base45.encode(b"rubbish")),
    text("zlib-cut", "credential_malformed", lambda: base45.encode(zlib.compress(live())[:-4])),
    text("zlib-with-more", "credential_malformed", lambda: base45.encode(zlib.compress(live()) + b"x")),
    text("inflates-too-large", "credential_too_large", lambda: letters(bytes(64 * 1024 + 1))),
    case("encrypted-without-key", "qr_encrypted", lambda: encrypted(live())),
    case("encrypted-altered", "decryption_failed", lambda: _flipped(encrypted(live())), **KEY),
    case("encrypted-other-algorithm", "algorithm_refused", lambda: encrypted(live(), head={1: 1}), **KEY),
    case("encrypted-algorithm-list", "algorithm_refused", lambda: encrypted(live(), head={1: [3]}), **KEY),
    case("encrypted-crit", "critical_header_unknown", lambda: encrypted(live(), head={1: 3, 2: [99]}), **KEY),
    case("encrypted-protected-list", "credential_malformed", lambda: encrypted(live(), head=[1]), **KEY),  # type: ignore[arg-type]
    case("encrypted-nonce-number", "credential_malformed", lambda: encrypted(live(), nonce=7), **KEY),
    case("encrypted-nonce-short", "credential_malformed", lambda: encrypted(live(), nonce=b"x"), **KEY),
    case("encrypted-short", "credential_malformed", lambda: cbor2.dumps(cbor2.CBORTag(16, [b""])), **KEY),
    case("encrypted-number", "credential_malformed", lambda: cbor2.dumps(cbor2.CBORTag(16, 7)), **KEY),
    *(
        case(f"encrypted-part-{at}-number", "credential_malformed", lambda at=at: _part_number(at), **KEY)  # type: ignore[misc]
        for at in range(3)
    ),
    case("encrypted-twice", "credential_malformed", lambda: encrypted(encrypted(live())), **KEY),
)
