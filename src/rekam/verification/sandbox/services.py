"""Opening a client of the sandbox."""

from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.db import transaction

from rekam.credentials.formats import keys
from rekam.credentials.signing import kid_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.letters import new_code
from rekam.kernel.questions import count_question
from rekam.verification.sandbox.models import SandboxClient, SandboxTry
from rekam.verification.tokens.rules import SANDBOX

ID_LETTERS = 16
TRIES, TRY_MINUTES = 5, 60


@transaction.atomic
def open_client(jwk: Mapping[str, object], *, at: datetime) -> str:
    """A client id for whoever has the other half of this key. Raises RuleBroken("holder_key_refused")."""
    public = keys.from_jwk(jwk)
    client_id = SANDBOX + new_code(letters=ID_LETTERS).lower()
    SandboxClient.objects.create(
        client_id=client_id, jwk={**keys.to_jwk(public), "kid": kid_of(public)}, made_at=at
    )
    return client_id


def open_for_anybody(public: EllipticCurvePublicKey, *, address: str, at: datetime) -> str:
    """A client for whoever asks; nobody has to say who they are.

    address  where the request comes from; kept as a keyed digest for an hour
    Raises RuleBroken("sandbox_tries").
    """
    count_question(
        SandboxTry,
        asker=address,
        salt="verification.sandbox",
        minutes=TRY_MINUTES,
        check=_check_tries,
        at=at,
    )
    return open_client(keys.to_jwk(public), at=at)


def forget_clients(*, before: datetime, dry_run: bool) -> list[str]:
    """Drop clients that were opened before then; their ids."""
    old = SandboxClient.objects.filter(made_at__lt=before)
    gone = list(old.values_list("client_id", flat=True))
    if not dry_run:
        old.delete()
    return gone


def _check_tries(opened: int) -> None:
    if opened >= TRIES:
        raise RuleBroken("sandbox_tries", most=TRIES, minutes=TRY_MINUTES)
