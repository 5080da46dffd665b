"""One answer for one reference of a partner, with its receipt."""

import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from rekam.credentials.formats.trust import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.verification.api import keys, receipts
from rekam.verification.api.models import Given
from rekam.verification.api.receipts import Receipt
from rekam.verification.tokens.services import Caller

LOCK = 0x52656B76


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A request as it came.

    body           its bytes: what the receipt speaks of
    stated_caller  what X-Road says of who asks; kept, not believed
    """

    reference: str
    way: str
    body: bytes
    stated_caller: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer. `again` = it was given to this reference before."""

    answer: Mapping[str, Any]
    number: UUID
    at: datetime
    again: bool = False


def answer_once(caller: Caller, asking: Asking, *, answer: Callable[[], Said]) -> Said:
    """The answer given to this reference before, or a new one.

    answer  asks; called once at most, and not inside a transaction
    Raises RuleBroken("reference_taken") for another body under the same reference, "reference_busy" while the
    first is still being answered, and whatever `answer` raises: then the reference is free again.
    """
    digest = hmac.digest(installation_key("verification.api", purpose="question"), asking.body, "sha256")
    with _alone(f"{caller.client_id} {asking.reference}"):
        known = _find(caller.client_id, asking.reference)
        if known is not None:
            if not hmac.compare_digest(known[0], digest):
                raise RuleBroken("reference_taken")
            return known[1]
        said = answer()
        _keep(caller, asking, digest=digest, said=said)
    return said


def receipt_for(caller: Caller, asking: Asking, said: Said, *, at: datetime) -> str:
    """What the partner can show of this answer. Raises RuleBroken("signing_key_missing")."""
    ring = keys.ring()
    told = Receipt(
        client_id=caller.client_id,
        reference=asking.reference,
        number=str(said.number),
        question=receipts.digest(asking.body),
        answer=said.answer,
        at=said.at,
        sandbox=caller.partner is None,
    )
    return receipts.write(told, issuer=ring.issuer, signer=ring.signer(Purpose.RECEIPT, at=at))


def forget_given(*, before: datetime, dry_run: bool) -> list[str]:
    """Drop answers given before then; their numbers. Their references are free again."""
    old = Given.objects.filter(at__lt=before)
    gone = [str(number) for number in old.values_list("number", flat=True)]
    if not dry_run:
        old.delete()
    return gone


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """One at a time for a key, across transactions and processes; nobody waits. Raises "reference_busy"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK, key])
        if not cursor.fetchone()[0]:
            raise RuleBroken("reference_busy")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK, key])


def _find(client_id: str, reference: str) -> tuple[bytes, Said] | None:
    row = Given.objects.filter(client_id=client_id, reference=reference).first()
    if row is None:
        return None
    return bytes(row.question), Said(answer=row.answer, number=row.number, at=row.at, again=True)


def _keep(caller: Caller, asking: Asking, *, digest: bytes, said: Said) -> None:
    Given.objects.create(
        client_id=caller.client_id,
        reference=asking.reference,
        way=asking.way,
        question=digest,
        answer=dict(said.answer),
        number=said.number,
        at=said.at,
        stated_caller=asking.stated_caller,
    )
