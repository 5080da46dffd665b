"""When a resident's own yes is needed, and whether it still counts (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import PROTECTED, Field

LIFE = timedelta(minutes=10)
CODE_LETTERS = 8
# Of one client: one every two seconds, for a bank with many counters. Each is a row, a code or a signature.
MOST_ASKED, ASKED_SPAN = 300, timedelta(minutes=10)
# Ours, beyond what the law protects most: the face, health, belief, and what banks take for a secret.
STRONGER = PROTECTED | {
    Field.WAJAH,
    Field.AGAMA,
    Field.GOL_DRH,
    Field.NAMA_LGKP_IBU,
    Field.NAMA_LGKP_AYAH,
}


class State(StrEnum):
    """Where a request for consent stands."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    USED = "used"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Request:
    """A partner's request. It waits ten minutes, and ten minutes more count from the yes."""

    client_id: str
    fields: frozenset[str]
    made_at: datetime
    resident: UUID | None = None
    given_at: datetime | None = None
    refused_at: datetime | None = None
    used_at: datetime | None = None


def needs_yes(fields: Collection[Field]) -> bool:
    """Whether a question about these fields needs the resident's own yes, beside what the contract asks.

    Source: UU 27/2022 Pasal 20 and 25 (explicit consent for specific personal data); the list is ours.
    In force from 2022-10-17.
    """
    return not STRONGER.isdisjoint(fields)


def check_pace(asked: int) -> None:
    """Refuse a client that asks for too many at once.

    asked  how many it asked for within ASKED_SPAN, before this one
    Raises RuleBroken("asked_too_fast").
    """
    if asked >= MOST_ASKED:
        raise RuleBroken("asked_too_fast", most=MOST_ASKED, minutes=int(ASKED_SPAN.total_seconds()) // 60)


def state_of(request: Request, *, at: datetime) -> State:
    """Where a request stands at a moment."""
    if request.refused_at is not None:
        return State.REFUSED
    if request.used_at is not None:
        return State.USED
    since = request.given_at or request.made_at
    if at >= since + LIFE:
        return State.OVER
    return State.GIVEN if request.given_at else State.WAITING


def check_use(request: Request, *, client_id: str, fields: Collection[str], at: datetime) -> None:
    """Whether a consent covers a question, whoever the question is about.

    Raises RuleBroken("yes_not_given"), the same whatever is missing: another's, over, used, too little.
    """
    covers = request.client_id == client_id and request.fields.issuperset(fields)
    if not covers or state_of(request, at=at) is not State.GIVEN:
        raise RuleBroken("yes_not_given")
