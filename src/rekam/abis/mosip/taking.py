"""A message that waits: taken in once, and finished with its answer."""

import hashlib
from datetime import datetime
from typing import Final

from rekam.abis.mosip import answers, queries
from rekam.abis.mosip.answers import Answer
from rekam.abis.mosip.models import Message
from rekam.abis.mosip.rules import Failure
from rekam.kernel.errors import RuleBroken

MOST_WAITING: Final = 10_000


def take_in(
    *, request_id: str, kind: str, said: object, asked: dict[str, object], at: datetime
) -> Answer | None:
    """Keep a message until it is done; its answer where it was done before.

    said   all that was asked, to know a repeat: its `repr` is compared
    asked  what it takes to do it
    A used request id with another content is answered as wrong. Raises RuleBroken("mosip_queue_full").
    """
    digest = hashlib.sha256(repr(said).encode()).hexdigest()
    if queries.find_message(request_id) is None and queries.count_waiting() >= MOST_WAITING:
        raise RuleBroken("mosip_queue_full", most=MOST_WAITING)
    row, _ = Message.objects.get_or_create(
        request_id=request_id, defaults={"kind": kind, "digest": digest, "asked": asked, "at": at}
    )
    if row.digest != digest:
        return answers.failed(Failure.STRUCTURE, kind=kind, request_id=request_id, at=at)
    return row.answer


def finish(row: Message, answer: Answer, *, at: datetime) -> None:
    """Keep the answer to a message; what was asked is let go."""
    row.answer, row.answered_at, row.asked = answer, at, {}
    row.save(update_fields=["answer", "answered_at", "asked"])
