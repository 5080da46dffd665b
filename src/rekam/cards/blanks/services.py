"""Writes of the blank ledger: receive, spoil, take back. Enter through services.

`lock_blank` and `step` are for the rooms that print cards and give them out.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from rekam.audit.services import record as audit
from rekam.cards.blanks import rules
from rekam.cards.blanks.losses.watch import refuse_stolen
from rekam.cards.blanks.models import BOXED, SUPPLIER, Blank, BlankMove, Box, BoxMove, Delivery
from rekam.cards.blanks.moving import ROWS_A_TIME, check_site, lock_blank, step
from rekam.cards.blanks.rules import BlankState, BoxPaper
from rekam.cards.rules import check_reason
from rekam.kernel.errors import RuleBroken

__all__ = [
    "check_site",
    "enter_blanks",
    "lock_blank",
    "receive_delivery",
    "spoil_blank",
    "step",
    "take_back_card",
]


@transaction.atomic
def receive_delivery(
    *,
    site: str,
    letter: str,
    serials: Sequence[str] = (),
    boxes: Sequence[BoxPaper] = (),
    actor: str,
    at: datetime,
) -> Delivery:
    """Take a lot of blanks into a site's safe, by serials, as closed boxes, or both: all of them or none.

    serials  as rules.parse_serial gives them
    Raises RuleBroken("site_not_yours" | "lot_empty" | "serial_twice" | "delivery_known" |
    "blank_already_received" | "blank_known_as_stolen" | "box_known" | "box_empty").
    """
    check_site(site)
    count = len(serials) + sum(box.count for box in boxes)
    if not count:
        raise RuleBroken("lot_empty")
    delivery = _new_delivery(site=site, letter=letter, count=count, actor=actor, at=at)
    enter_blanks(serials, delivery=delivery, site=site, source=SUPPLIER, actor=actor, at=at)
    for paper in boxes:
        _enter_box(paper, delivery=delivery, site=site, actor=actor, at=at)
    subjects = [str(delivery.uuid)]
    audit("cards.blanks.received", actor=actor, at=at, subjects=subjects, site=site, count=count)
    return delivery


def _new_delivery(*, site: str, letter: str, count: int, actor: str, at: datetime) -> Delivery:
    try:
        with transaction.atomic():
            return Delivery.objects.create(
                area_code=site, letter=letter.strip(), count=count, received_at=at, actor=actor
            )
    except IntegrityError as error:
        raise RuleBroken("delivery_known", letter=letter) from error


def enter_blanks(
    serials: Sequence[str],
    *,
    delivery: Delivery,
    site: str,
    source: str,
    actor: str,
    at: datetime,
    box: Box | None = None,
) -> int:
    """Write new blanks into a site's safe, from the supplier or out of a box; how many.

    Raises RuleBroken("serial_twice" | "serial_malformed" | "blank_known_as_stolen" |
    "blank_already_received").
    """
    if len(set(serials)) != len(serials):
        raise RuleBroken("serial_twice")
    refuse_stolen(serials, site=site, doing=BlankState.RECEIVED, actor=actor, at=at)
    new = [
        Blank(
            serial=rules.parse_serial(serial),
            area_code=site,
            state=BlankState.RECEIVED,
            moved=1,
            delivery=delivery,
            box=box,
        )
        for serial in serials
    ]
    try:
        with transaction.atomic():
            made = Blank.objects.bulk_create(new, batch_size=ROWS_A_TIME)
    except IntegrityError as error:
        # It may be another office's blank, which this office must not learn more about.
        raise RuleBroken("blank_already_received") from error
    act = uuid4()
    rows = [
        BlankMove(
            blank=blank,
            serial=blank.serial,
            number=1,
            area_code=site,
            source=source,
            target=BlankState.RECEIVED,
            at=at,
            actor=actor,
            move=act,
        )
        for blank in made
    ]
    BlankMove.objects.bulk_create(rows, batch_size=ROWS_A_TIME)
    return len(made)


def _enter_box(paper: BoxPaper, *, delivery: Delivery, site: str, actor: str, at: datetime) -> None:
    rules.check_box(paper)
    try:
        with transaction.atomic():
            box = Box.objects.create(
                number=paper.number,
                span=paper.span,
                count=paper.count,
                left=paper.count,
                area_code=site,
                delivery=delivery,
            )
    except IntegrityError as error:
        raise RuleBroken("box_known", number=paper.number) from error
    BoxMove.objects.create(
        box=box, area_code=site, source=SUPPLIER, target=BOXED, count=paper.count, actor=actor, at=at
    )


@transaction.atomic
def spoil_blank(*, serial: str, reason: str, actor: str, at: datetime) -> Blank:
    """Take a damaged, unused blank out of stock, or from a team, so that the safe and the ledger agree.

    A blank in a printer or a printed card is spoiled through its print order (orders.spoil_print).
    Raises RuleBroken("blank_unknown" | "blank_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    blank = lock_blank(serial, actor=actor, at=at)
    if blank.state not in {BlankState.RECEIVED, BlankState.CARRIED}:
        raise RuleBroken("blank_step_not_allowed", state=blank.state, to=BlankState.SPOILED.value)
    step(blank, to=BlankState.SPOILED, actor=actor, at=at, reason=reason)
    audit("cards.blank.spoiled", actor=actor, at=at, subjects=[serial])
    return blank


@transaction.atomic
def take_back_card(*, serial: str, reason: str, actor: str, at: datetime) -> Blank:
    """Take back a card that its holder returns (replaced, damaged, a death), to be destroyed.

    Raises RuleBroken("blank_unknown" | "blank_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    blank = lock_blank(serial, actor=actor, at=at)
    step(blank, to=BlankState.RETURNED, actor=actor, at=at, reason=reason)
    audit("cards.blank.returned", actor=actor, at=at, subjects=[serial])
    return blank
