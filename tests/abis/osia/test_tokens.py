"""Whose tokens are taken: one issuer's, by the algorithm of its key, made for us and not run out."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from rekam.abis.osia.rules import Refused
from rekam.abis.osia.tokens import Issuer, scopes_of
from rekam.kernel.errors import RuleBroken

NOW = 1_767_579_060
CLAIMS = {"iss": "hub", "aud": "rekam-abis", "exp": NOW + 60, "scope": "abis.verify abis.identify"}
PRIVATE, OTHER = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")


def pem(key: Any) -> bytes:
    return bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


ISSUER = Issuer.read(PRIVATE.as_pem(private=False), audience="rekam-abis", name="hub")


def token(key: Any = PRIVATE, *, algorithm: str = "ES256", **changes: Any) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    return "Bearer " + jwt.encode({"alg": algorithm}, claims, key, algorithms=[algorithm])


def test_a_token_of_the_issuer_gives_its_scopes() -> None:
    both = {"abis.verify", "abis.identify"}
    assert scopes_of(token(), issuer=ISSUER, now=NOW) == both
    assert scopes_of(token(scope=list(both), aud=["x", "rekam-abis"]), issuer=ISSUER, now=NOW) == both
    assert scopes_of(token(scope=None), issuer=ISSUER, now=NOW) == frozenset()


def test_anything_else_is_refused() -> None:
    head, body, _ = token().removeprefix("Bearer ").split(".")
    none = urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    confused = OctKey.import_key(PRIVATE.as_pem(private=False).decode().replace("-----", "=====").encode())
    shown = [
        *("", "Bearer ", "Bearer x.y.z", token().removeprefix("Bearer "), "Bearer " + "a" * 10_000),
        *(f"Bearer {none}.{body}.", f"Bearer {head}.{body}.", token(OTHER)),
        token(confused, algorithm="HS256"),
        *(token(exp=NOW - 60), token(exp=None), token(nbf=NOW + 90), token(aud="other"), token(aud=None)),
        *(token(iss="other"), token(iss=None)),
    ]
    for one in shown:
        with pytest.raises(Refused):
            scopes_of(one, issuer=ISSUER, now=NOW)
    with pytest.raises(Refused):
        scopes_of(token(), issuer=None, now=NOW)


def test_the_key_says_the_algorithm_and_weak_ones_are_refused() -> None:
    large = RSAKey.generate_key(2048)
    issuer = Issuer.read(large.as_pem(private=False), audience="rekam-abis", name="")

    assert scopes_of(token(large, algorithm="RS256", iss=None), issuer=issuer, now=NOW)
    with pytest.raises(Refused):
        scopes_of(token(large, algorithm="PS256"), issuer=issuer, now=NOW)
    for weak in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())):
        with pytest.raises(RuleBroken) as refused:
            Issuer.read(pem(weak), audience="a", name="")
        assert refused.value.code == "osia_key"
    with pytest.raises(RuleBroken):
        Issuer.read(b"no key", audience="a", name="")
