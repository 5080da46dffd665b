"""The step that ends an order: the card leaves for its holder. What else an issue changes belongs here."""

from datetime import datetime

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks import moving as ledger
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter import rules
from rekam.cards.orders import away, reprints
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.orders.services import lock_live_blank
from rekam.cards.orders.steps import ORDER_MOVED
from rekam.enrolment import services as enrolment
from rekam.enrolment.rules import Status as Ladder


def check_word_of_two(row: PrintJob, *, matched: bool, actor: str) -> None:
    """Without a match the second officer is another person than the first.

    Raises RuleBroken("holder_not_matched" | "four_eyes").
    """
    rules.check_hand_over(matched=matched, exception_by=row.exception_by)
    if not matched:
        check_four_eyes(entered_by=row.exception_by, decided_by=actor)


def issue(row: PrintJob, *, matched: bool, actor: str, at: datetime, carrier: str = "") -> PrintJob:
    """Write down that a locked order's card is in its holder's hands: blank, ladder, order, the old card.

    matched   a finger or an iris was compared and is the record's
    carrier   the pack it was given out of, "" for the counter
    Raises RuleBroken("holder_not_matched" | "four_eyes" | "card_elsewhere" | "blank_step_not_allowed" |
    "blank_carried").
    """
    check_word_of_two(row, matched=matched, actor=actor)
    _, blank = lock_live_blank(row)
    ledger.step(blank, to=BlankState.HANDED_OVER, actor=actor, at=at, carrier=carrier)
    with away.at_home(row):
        enrolment.move(record=row.record, to=Ladder.CARD_ISSUED, actor=actor, at=at, print_job=str(row.uuid))
    if matched:
        row.exception_by = row.exception_reason = ""
    row.state, row.issued_at, row.issued_by = JobState.ISSUED, at, actor
    row.save(update_fields=["state", "issued_at", "issued_by", "exception_by", "exception_reason"])
    audit("cards.handed_over", actor=actor, at=at, **about(row, blank.serial), matched=matched)
    reprints.settle(row, actor=actor, at=at)
    ORDER_MOVED.send(sender=None, job=row, actor=actor, at=at)
    return row
