"""Hostile requests of a phone: DPoP (RFC 9449) and proofs of possession (OpenID4VCI 1.0 appendix F.1)."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rekam.credentials.formats import jose, keys
from rekam.credentials.formats.signer import Signer
from rekam.credentials.issuing import dpop, nonces, proofs
from rekam.kernel.errors import RuleBroken
from tests.credentials import world
from tests.credentials.case import Case
from tests.credentials.plain_sd_jwt import b64
from tests.credentials.world import HOLDER, ISSUER, NOW, THIEF

KEY = bytes(range(32))
SECONDS = int(NOW.timestamp())
URL, TOKEN = f"{ISSUER}/credential", "token-of-the-phone"
C_NONCE = nonces.make(key=KEY, use="c_nonce", at=NOW, entropy=world.entropy())
DPOP_NONCE = nonces.make(key=KEY, use="dpop", at=NOW, entropy=world.entropy())


def dpop_proof(
    *, by: Signer = HOLDER, key: Signer | None = None, kind: str = "dpop+jwt", **changes: Any
) -> str:
    told = {
        "jti": "one",
        "htm": "POST",
        "htu": URL,
        "iat": SECONDS,
        "ath": b64(hashlib.sha256(TOKEN.encode()).digest()),
        "nonce": DPOP_NONCE,
    }
    told = {name: value for name, value in {**told, **changes}.items() if value is not None}
    return jose.sign(told, kind=kind, signer=by, jwk=keys.to_jwk((key or by).public))


def is_fresh(nonce: object) -> bool:
    try:
        nonces.check(nonce, key=KEY, use="dpop", at=NOW)
    except RuleBroken:
        return False
    return True


def ask(proof: str | None, *, used: bool = False) -> bytes:
    """The request as the credential endpoint sees it: with the token that belongs to the phone's key."""
    return dpop.check(
        proof,
        method="POST",
        url=URL,
        at=NOW,
        is_fresh=is_fresh,
        is_used=lambda _: used,
        token=TOKEN,
        thumbprint=keys.thumbprint(HOLDER.public),
    )


def proof(*, by: Signer = HOLDER, key: Signer | None = None, kind: str = proofs.KIND, **changes: Any) -> str:
    header = changes.pop("header", {})
    told = {"aud": ISSUER, "iat": SECONDS, "nonce": C_NONCE, **changes}
    return jose.sign(told, kind=kind, signer=by, jwk=keys.to_jwk((key or by).public), **header)


def check(told: object) -> list[bytes]:
    """The thumbprints of the keys that the credentials will be bound to."""
    found = proofs.check(
        told,
        issuer=ISSUER,
        at=NOW,
        check_nonce=lambda nonce: nonces.check(nonce, key=KEY, use="c_nonce", at=NOW),
    )
    return [keys.thumbprint(key) for key in found]


def of_dpop(name: str, code: str, make: Callable[[], str | None], *, used: bool = False) -> Case:
    return Case(f"dpop/{name}", code, lambda: ask(make(), used=used))


def of_proof(name: str, code: str, make: Callable[[], object]) -> Case:
    return Case(f"proof/{name}", code, lambda: check(make()))


def of_nonce(name: str, nonce: object, *, key: bytes = KEY, minutes: int = 0) -> Case:
    at = NOW + timedelta(minutes=minutes)
    return Case(f"nonce/{name}", "nonce_wrong", lambda: nonces.check(nonce, key=key, use="c_nonce", at=at))


def jwts(*texts: object) -> dict[str, object]:
    return {"jwt": list(texts)}


CASES = (
    of_dpop("none", "dpop_missing", lambda: None),
    of_dpop("rubbish", "dpop_wrong", lambda: "rubbish"),
    of_dpop("typ", "dpop_wrong", lambda: dpop_proof(kind="jwt")),
    of_dpop("another-key-signed", "dpop_wrong", lambda: dpop_proof(by=THIEF, key=HOLDER)),
    of_dpop("method", "dpop_wrong", lambda: dpop_proof(htm="GET")),
    of_dpop("address", "dpop_wrong", lambda: dpop_proof(htu=ISSUER + "/token")),
    of_dpop("address-rubbish", "dpop_wrong", lambda: dpop_proof(htu="https://[")),
    of_dpop("address-number", "dpop_wrong", lambda: dpop_proof(htu=7)),
    of_dpop("old", "dpop_wrong", lambda: dpop_proof(iat=SECONDS - 61)),
    of_dpop("early", "dpop_wrong", lambda: dpop_proof(iat=SECONDS + 61)),
    of_dpop("no-iat", "dpop_wrong", lambda: dpop_proof(iat=None)),
    of_dpop("no-jti", "dpop_wrong", lambda: dpop_proof(jti=None)),
    of_dpop("long-jti", "dpop_wrong", lambda: dpop_proof(jti="x" * 129)),
    of_dpop("ath", "dpop_wrong", lambda: dpop_proof(ath="x")),
    of_dpop("token-of-another-key", "token_of_another_key", lambda: dpop_proof(by=THIEF)),
    of_dpop("no-nonce", "dpop_nonce_wanted", lambda: dpop_proof(nonce=None)),
    of_dpop("nonce-for-proofs", "dpop_nonce_wanted", lambda: dpop_proof(nonce=C_NONCE)),
    of_dpop("listened-to", "dpop_repeated", dpop_proof, used=True),
    of_proof("fail-missing-proof", "proof_missing", lambda: None),
    of_proof("empty", "proof_missing", lambda: jwts()),
    of_proof("text", "proof_missing", lambda: {"jwt": proof()}),
    of_proof("two-proof-types", "proof_missing", lambda: {**jwts(proof()), "attestation": ["x"]}),
    of_proof("eleven", "proof_too_many", lambda: jwts(*(proof(by=world.plain(f"n{n}")) for n in range(11)))),
    of_proof("number", "proof_wrong", lambda: jwts(7)),
    of_proof("rubbish", "proof_wrong", lambda: jwts("rubbish")),
    of_proof("typ", "proof_wrong", lambda: jwts(proof(kind="JWT"))),
    of_proof("another-key-signed", "proof_wrong", lambda: jwts(proof(by=THIEF, key=HOLDER))),
    of_proof("kid-beside-jwk", "proof_wrong", lambda: jwts(proof(header={"kid": "did:x"}))),
    of_proof("aud", "proof_wrong", lambda: jwts(proof(aud="https://other.example"))),
    of_proof("old", "proof_wrong", lambda: jwts(proof(iat=SECONDS - 301))),
    of_proof("early", "proof_wrong", lambda: jwts(proof(iat=SECONDS + 301))),
    of_proof("no-iat", "proof_wrong", lambda: jwts(proof(iat=None))),
    of_proof("one-key-twice", "proof_repeated", lambda: jwts(proof(), proof())),
    of_proof("fail-invalid-nonce", "nonce_wrong", lambda: jwts(proof(nonce="x"))),
    of_proof("nonce-for-dpop", "nonce_wrong", lambda: jwts(proof(nonce=DPOP_NONCE))),
    of_proof("no-nonce", "nonce_wrong", lambda: jwts(proof(nonce=None))),
    of_proof("nonce-not-base64url", "nonce_wrong", lambda: jwts(proof(nonce="%%"))),
    of_nonce("old", C_NONCE, minutes=5),
    of_nonce("of-tomorrow", C_NONCE, minutes=-1),
    of_nonce("of-another-server", C_NONCE, key=bytes(32)),
)
