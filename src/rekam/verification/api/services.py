"""One answer for one reference of a partner, with its receipt."""

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rekam.credentials.formats.trust import Purpose
from rekam.kernel.database import NOTHING, Statement, in_one_trip
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.verification.api import keys, receipts
from rekam.verification.api.models import Given
from rekam.verification.api.receipts import Receipt
from rekam.verification.tokens.services import Caller

LOCK = 0x52656B76
KEEP = (
    "INSERT INTO verification_given (client_id, reference, way, question, answer, number, at, stated_caller) "
    "VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, %s)"
)


class _Busy(RuleBroken):
    """Another request has the turn: there is none to give back."""


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
    key = f"{caller.client_id} {asking.reference}"
    try:
        known = _begin(caller.client_id, asking.reference, key=key)
        if known is None:
            said = answer()
            in_one_trip(NOTHING, _kept(caller, asking, digest=digest, said=said), _ending(key))
            return said
    except _Busy:
        raise
    except BaseException:
        in_one_trip(NOTHING, _ending(key))
        raise
    in_one_trip(NOTHING, _ending(key))
    if not hmac.compare_digest(known[0], digest):
        raise RuleBroken("reference_taken")
    return known[1]


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


def _begin(client_id: str, reference: str, *, key: str) -> tuple[bytes, Said] | None:
    """Take the turn for a key, over transactions and processes, and what was answered to it before.

    Nobody waits. Raises RuleBroken("reference_busy").
    """
    taken, rows = in_one_trip(
        NOTHING,
        ("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK, key]),
        (
            "SELECT question, answer::text, number, at FROM verification_given "
            "WHERE client_id = %s AND reference = %s",
            [client_id, reference],
        ),
    )
    if not taken[0][0]:
        raise _Busy("reference_busy")
    if not rows:
        return None
    question, answer, number, at = rows[0]
    return bytes(question), Said(answer=json.loads(answer), number=number, at=at, again=True)


def _ending(key: str) -> Statement:
    return "SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK, key]


def _kept(caller: Caller, asking: Asking, *, digest: bytes, said: Said) -> Statement:
    answer = json.dumps(dict(said.answer))
    who: list[str | int | bytes | datetime | UUID | None] = [caller.client_id, asking.reference, asking.way]
    return KEEP, [*who, digest, answer, said.number, said.at, asking.stated_caller]
