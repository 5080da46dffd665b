"""Closed boxes: counted out into serials, closed with a shortage by two officers, sent and lost whole."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks.models import BOXED, Box, BoxMove
from rekam.cards.blanks.moving import Told
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.services import enter_blanks
from rekam.cards.rules import check_reason
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def count_out(*, box: UUID, serials: Sequence[str], actor: str, at: datetime) -> Box:
    """Take blanks out of a box and give them their serials; the box may be counted out in several times.

    serials  as rules.parse_serial gives them
    Raises RuleBroken("not_found" | "box_on_the_road" | "lot_empty" | "box_holds_fewer" | "serial_twice" |
    "blank_already_received" | "blank_known_as_stolen").
    """
    row = _lock(box)
    if not serials:
        raise RuleBroken("lot_empty")
    if len(serials) > row.left:
        raise RuleBroken("box_holds_fewer", left=row.left, counted=len(serials))
    enter_blanks(
        serials, delivery=row.delivery, site=row.area_code, source=BOXED, actor=actor, at=at, box=row
    )
    row.left -= len(serials)
    row.save(update_fields=["left"])
    audit("cards.box.counted_out", actor=actor, at=at, subjects=[str(row.uuid)], count=len(serials))
    return row


@transaction.atomic
def close_short_box(*, box: UUID, reason: str, actor: str, second: str, at: datetime) -> Box:
    """Write down that a box held fewer than its paper says; two officers looked (`seconds`).

    Raises RuleBroken("not_found" | "box_on_the_road" | "reason_missing" | "four_eyes" | "box_empty").
    """
    check_reason(reason)
    check_four_eyes(entered_by=actor, decided_by=second)
    row = _lock(box)
    if not row.left:
        raise RuleBroken("box_empty", count=0)
    lose_boxes([row], told=Told(actor=actor, at=at, reason=reason.strip(), second=second))
    audit("cards.box.short", actor=actor, at=at, subjects=[str(row.uuid)], second=second)
    return row


def _lock(box: UUID) -> Box:
    row = Box.objects.select_for_update().filter(uuid=box).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.bound_for:
        raise RuleBroken("box_on_the_road")
    return row


def lock_boxes(numbers: Sequence[str]) -> list[Box]:
    """The closed boxes of these numbers, locked. Raises RuleBroken("box_unknown")."""
    wanted = sorted(set(numbers))
    found = list(Box.objects.select_for_update().filter(number__in=wanted, left__gt=0).order_by("number"))
    if len(found) != len(wanted):
        raise RuleBroken("box_unknown")
    return found


def move_boxes(boxes: Sequence[Box], *, to: str, told: Told) -> None:
    """Put locked boxes on the road (`to` ROAD), or off it into a safe (BOXED).

    Raises RuleBroken("box_on_the_road").
    """
    leaves = to == BlankState.ROAD
    for box in boxes:
        if leaves == bool(box.bound_for):
            raise RuleBroken("box_on_the_road", number=box.number)
        box.area_code = told.site or box.area_code
        box.bound_for, box.shipment = (told.other_site, told.move) if leaves else ("", None)
        _write(box, source=BOXED if leaves else BlankState.ROAD, target=to, told=told)
        box.save(update_fields=["area_code", "bound_for", "shipment"])


def lose_boxes(boxes: Sequence[Box], *, told: Told) -> None:
    """Write off what locked boxes still hold, by the ledger."""
    for box in boxes:
        _write(box, source=BlankState.ROAD if box.bound_for else BOXED, target=BlankState.LOST, told=told)
        box.left, box.bound_for, box.shipment = 0, "", None
        box.save(update_fields=["left", "bound_for", "shipment"])


def _write(box: Box, *, source: str, target: str, told: Told) -> None:
    BoxMove.objects.create(
        box=box,
        area_code=box.area_code,
        source=source,
        target=target,
        count=box.left,
        other_site=told.other_site,
        at=told.at,
        actor=told.actor,
        second=told.second,
        reason=told.reason,
        move=told.move,
    )
