"""A phone as the office's doors see one: a key, and requests signed by it."""

from datetime import datetime
from typing import Any

from rekam.credentials.formats import base64url, jose, keys, moments
from rekam.credentials.signing import FileSigner
from rekam.credentials.wallets.rules import KIND, PROOF_BYTES, Use
from tests.credentials import world

RIGHT, WRONG, NEXT = (bytes([number]) * PROOF_BYTES for number in (1, 2, 3))


def request(
    *, use: Use, at: datetime, audience: str, nonce: str = "n", signer: FileSigner = world.HOLDER, **told: Any
) -> str:
    payload = {"use": use, "aud": audience, "iat": moments.stamp(at), "nonce": nonce, "sort": "android"}
    payload |= {"proof": base64url.encode(RIGHT), **told}
    return jose.sign(payload, kind=KIND, signer=signer, jwk=keys.to_jwk(world.HOLDER.public))
