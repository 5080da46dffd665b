"""What becomes of a task, from waiting to its answer's arrival. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What the worker does: all that reads images or searches. Everything else is answered at once."""

    CREATE = "create"
    UPDATE = "update"
    IDENTIFY = "identify"
    VERIFY = "verify"
    VERIFY_TWO = "verify two"


class State(StrEnum):
    """How far a task is, by the API's names."""

    PENDING = "PENDING"
    SCHEDULED = "RESPONSE_SCHEDULED"
    RETRY = "RESPONSE_RETRY"
    ERROR = "RESPONSE_ERROR"
    COMPLETED = "COMPLETED"


WAITS: Final = tuple(timedelta(seconds=one) for one in (5, 30, 120, 600, 3_600))
"""How long after each failed sending the next one comes; after the last nobody tries but a redeliver."""


def state_of(
    *,
    answered_at: datetime | None,
    sends: int,
    send_at: datetime | None,
    delivered_at: datetime | None,
) -> State:
    """The state of a task that has a callback.

    sends    how often its answer was sent in vain
    send_at  when it is sent next; None = not any more
    """
    if answered_at is None:
        return State.PENDING
    if delivered_at is not None:
        return State.COMPLETED
    if send_at is None:
        return State.ERROR
    return State.RETRY if sends else State.SCHEDULED


def next_send(*, sends: int, at: datetime) -> datetime | None:
    """When an answer is sent again that was sent in vain so many times (at least 1); None = not any more."""
    return at + WAITS[sends - 1] if sends <= len(WAITS) else None
