"""What truly happened to the cards of the simulated printer, against what the office believes of them."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.printing.models import BatchCard
from rekam.cards.printing.rules import UNDECIDED
from rekam.simulation.printer_body import Card


@dataclass(kw_only=True)
class CountedCards:
    """Orders and blanks after a run; the three last figures must be 0.

    attempted  orders of the batch; landed: those whose card lies there, good; spoiled: blanks
    lost       orders that are neither printed nor back in the queue
    doubled    chips or faces written twice, and orders with two good cards
    stuck      blanks whose state in the ledger is not what truly happened to them
    """

    attempted: int
    landed: int
    spoiled: int
    lost: int = 0
    doubled: int = 0
    stuck: int = 0

    @property
    def harm(self) -> int:
        return self.lost + self.doubled + self.stuck


def cards_of(state: Path) -> list[Card]:
    """Every card that the printer ever drew from its feeder."""
    told = json.loads(state.read_text(encoding="utf-8"))
    return [Card(**card) for card in [*told["out"], told["inside"]] if card]


def good_cards(state: Path) -> set[str]:
    """The serials of the cards that an officer would call good: one chip written, one face printed."""
    return {card.uid for card in cards_of(state) if card.chip_writes == 1 and card.prints == 1}


def count(state: Path) -> CountedCards:
    """Compare the ledger of the scope with the truth."""
    truth = {card.uid: card for card in cards_of(state)}
    ledger = dict(Blank.objects.values_list("serial", "state"))
    jobs = list(PrintJob.objects.all())
    faces = Counter(truth[serial].front for serial in good_cards(state))
    undecided = set(BatchCard.objects.filter(state__in=UNDECIDED).values_list("job_id", flat=True))
    kept = {JobState.PRINTED, JobState.APPROVED}
    return CountedCards(
        attempted=len(jobs),
        landed=sum(1 for job in jobs if faces[_face(job)]),
        spoiled=sum(1 for state in ledger.values() if state == BlankState.SPOILED),
        lost=sum(1 for job in jobs if job.state not in kept or job.pk in undecided)
        + sum(1 for job in jobs if job.state == JobState.PRINTED and not faces[_face(job)]),
        doubled=sum(1 for card in truth.values() if card.chip_writes > 1 or card.prints > 1)
        + sum(1 for job in jobs if faces[_face(job)] > 1),
        stuck=sum(1 for serial, state in ledger.items() if not _agrees(state, truth.get(serial))),
    )


def _agrees(state: str, card: Card | None) -> bool:
    touched = card is not None and bool(card.chip_writes or card.prints)
    whole = card is not None and card.chip_writes == 1 and card.prints == 1
    if state == BlankState.RECEIVED:
        return not touched
    return state == BlankState.SPOILED if not whole else state == BlankState.PRINTED


def _face(job: PrintJob) -> str:
    return hashlib.sha256(f"depan {job.uuid}".encode()).hexdigest()
