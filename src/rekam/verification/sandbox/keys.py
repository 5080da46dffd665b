"""A public key as a developer pastes it, PEM or JWK (pure)."""

from collections.abc import Mapping
from datetime import timedelta

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from rekam.credentials.formats import jose, keys
from rekam.kernel.errors import RuleBroken

LONGEST = 2_000  # letters
LIFE = timedelta(days=30)  # of a client


def read_pasted(text: str) -> ec.EllipticCurvePublicKey:
    """The P-256 key in that text.

    Raises RuleBroken("sandbox_key_private") for the secret half, RuleBroken("sandbox_key_wrong") else.
    """
    plain = text.strip()
    if "PRIVATE KEY" in plain:
        raise RuleBroken("sandbox_key_private")
    return _jwk(plain) if plain.startswith("{") else _pem(plain)


def _jwk(text: str) -> ec.EllipticCurvePublicKey:
    try:
        told = jose.from_json(text.encode(errors="replace"))
        if isinstance(told, Mapping) and "d" in told:
            raise RuleBroken("sandbox_key_private")
        return keys.from_jwk(told)
    except RuleBroken as broken:
        if broken.code == "sandbox_key_private":
            raise
        raise RuleBroken("sandbox_key_wrong") from broken


def _pem(text: str) -> ec.EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(text.encode(errors="replace"))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise RuleBroken("sandbox_key_wrong") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise RuleBroken("sandbox_key_wrong")
    return key
