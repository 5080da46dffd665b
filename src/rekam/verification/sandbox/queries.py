"""Reads of the sandbox."""

from django.db.models.functions import Now

from rekam.credentials.formats import jose
from rekam.verification.sandbox.keys import LIFE
from rekam.verification.sandbox.models import SandboxClient


def find_client(client_id: str) -> bytes | None:
    """The public key (JWK) of a client of the sandbox, for as long as it holds."""
    holding = SandboxClient.objects.filter(client_id=client_id, made_at__gt=Now() - LIFE)
    jwk = holding.values_list("jwk", flat=True).first()
    return jose.to_json(jwk) if jwk else None
