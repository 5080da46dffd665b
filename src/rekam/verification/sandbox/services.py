"""Opening a client of the sandbox."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rekam.credentials.formats import keys
from rekam.credentials.signing import kid_of
from rekam.kernel.letters import new_code
from rekam.verification.sandbox.models import SandboxClient
from rekam.verification.tokens.rules import SANDBOX

ID_LETTERS = 16


@transaction.atomic
def open_client(jwk: Mapping[str, object], *, at: datetime) -> str:
    """A client id for whoever has the other half of this key. Raises RuleBroken("holder_key_refused")."""
    public = keys.from_jwk(jwk)
    client_id = SANDBOX + new_code(letters=ID_LETTERS).lower()
    SandboxClient.objects.create(
        client_id=client_id, jwk={**keys.to_jwk(public), "kid": kid_of(public)}, made_at=at
    )
    return client_id


def forget_clients(*, before: datetime, dry_run: bool) -> list[str]:
    """Drop clients that were opened before then; their ids."""
    old = SandboxClient.objects.filter(made_at__lt=before)
    gone = list(old.values_list("client_id", flat=True))
    if not dry_run:
        old.delete()
    return gone
