"""What is written and printed of one card."""

from dataclasses import dataclass
from datetime import datetime

from rekam.cards.chip.queries import chip_data
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.sides import card_back, card_drawing


@dataclass(frozen=True, repr=False)
class Content:
    """PDF of both sides, and what goes into the chip; b"" where there is none. No repr: it is a person's."""

    front: bytes
    back: bytes = b""
    chip: bytes = b""


def content_of(job: PrintJob, *, serial: str, at: datetime) -> Content:
    """Everything for the printer, for one order and the blank that was taken for it.

    Raises what `card_drawing`, `card_back` and `chip_data` raise.
    """
    return Content(
        front=card_drawing(job, at=at).pdf,
        back=card_back(job, at=at).pdf,
        chip=chip_data(job, serial=serial),
    )
