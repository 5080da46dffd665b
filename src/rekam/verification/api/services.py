"""One answer for one reference of a partner, with its receipt."""

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from rekam.credentials.formats.trust import Purpose
from rekam.kernel.database import NOTHING, Rows, Scope, Statement, in_one_trip
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


class Busy(RuleBroken):
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
    key = turn_of(caller.client_id, asking.reference)
    try:
        said = given_before(_begin(caller.client_id, asking.reference, key=key), asking)
        if said is None:
            said = answer()
            keep(NOTHING, caller, asking, said)
            return said
    except Busy:
        raise
    except BaseException:
        in_one_trip(NOTHING, ending(key))
        raise
    in_one_trip(NOTHING, ending(key))
    return said


def turn_of(client_id: str, reference: str) -> str:
    """What is locked while a reference is being answered (0003_opening.sql makes the same)."""
    return f"{client_id} {reference}"


def keep(wanted: Scope, caller: Caller, asking: Asking, said: Said, *more: Statement) -> None:
    """Keep what is said, and more of it, in one transaction; its turn is over then.

    Raises RuleBroken("reference_busy") where another request kept an answer to the reference just before:
    nothing of this one stays.
    """
    turn = turn_of(caller.client_id, asking.reference)
    try:
        in_one_trip(wanted, *more, _kept(caller, asking, said=said), ending(turn))
    except IntegrityError as error:
        if "verification_given_once" not in str(error):
            raise
        in_one_trip(NOTHING, ending(turn))
        raise Busy("reference_busy") from error


def given_before(rows: Rows, asking: Asking) -> Said | None:
    """What was answered to a reference, by its row if there is one. Raises RuleBroken("reference_taken")."""
    if not rows:
        return None
    question, answer, number, at = rows[0]
    if not hmac.compare_digest(bytes(question), _digest(asking)):
        raise RuleBroken("reference_taken")
    return Said(answer=json.loads(answer), number=number, at=at, again=True)


def ending(key: str) -> Statement:
    """Gives the turn back."""
    return "SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK, key]


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


def _begin(client_id: str, reference: str, *, key: str) -> Rows:
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
        raise Busy("reference_busy")
    return rows


def _digest(asking: Asking) -> bytes:
    return hmac.digest(_question_key(), asking.body, "sha256")


@cache
def _question_key() -> bytes:
    return installation_key("verification.api", purpose="question")


def _kept(caller: Caller, asking: Asking, *, said: Said) -> Statement:
    answer = json.dumps(dict(said.answer))
    who: list[str | int | bytes | datetime | UUID | None] = [caller.client_id, asking.reference, asking.way]
    return KEEP, [*who, _digest(asking), answer, said.number, said.at, asking.stated_caller]
