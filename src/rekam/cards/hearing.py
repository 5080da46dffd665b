"""What this room does by itself when a recording moves."""

from datetime import datetime
from uuid import UUID

from rekam.cards.suket import services as suket
from rekam.enrolment.rules import Status
from rekam.enrolment.services import MOVED


def connect() -> None:
    """Listen to the moves of recordings; once a process."""
    MOVED.connect(_moved, dispatch_uid="rekam.cards")


def _moved(*, record: UUID, to: Status, actor: str, at: datetime, **_told: object) -> None:
    suket.hear(record=record, to=to, actor=actor, at=at)
