"""Reads of the sandbox."""

from rekam.credentials.formats import jose
from rekam.verification.sandbox.models import SandboxClient


def find_client(client_id: str) -> bytes | None:
    """The public key (JWK) of a client of the sandbox."""
    jwk = SandboxClient.objects.filter(client_id=client_id).values_list("jwk", flat=True).first()
    return jose.to_json(jwk) if jwk else None
