"""Sending from safe to safe: one officer sends, another one at the other site counts and receives."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks.boxes.services import lock_boxes, move_boxes
from rekam.cards.blanks.models import BOXED, Blank, Box
from rekam.cards.blanks.moving import Told, check_site, lock_blanks, move_blanks
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.shipments.models import Shipment, ShipmentAnswer
from rekam.cards.blanks.shipments.rules import check_destination
from rekam.cards.rules import check_reason
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def send_blanks(
    *,
    to_site: str,
    due_on: date,
    serials: Sequence[str] = (),
    boxes: Sequence[str] = (),
    letter: str = "",
    note: str = "",
    actor: str,
    at: datetime,
) -> Shipment:
    """Put blanks, cards and closed boxes of one site on the road to another one, which is told.

    boxes    numbers of closed boxes
    due_on   the day by which they should be there; after it the shipment is late
    Until they are received there, this site answers for them.
    Raises RuleBroken("lot_empty" | "blank_unknown" | "box_unknown" | "shipment_of_two_sites" |
    "site_unknown" | "site_is_the_same" | "site_not_yours" | "blank_step_not_allowed" |
    "blank_known_as_stolen").
    """
    if not serials and not boxes:
        raise RuleBroken("lot_empty")
    blanks = lock_blanks(serials, doing=BlankState.ROAD, actor=actor, at=at) if serials else []
    closed = lock_boxes(boxes)
    from_site = _one_site([*blanks, *closed])
    check_site(from_site)
    check_destination(from_site=from_site, to_site=to_site)
    row = Shipment.objects.create(
        area_code=from_site,
        to_site=to_site,
        letter=letter.strip(),
        count=len(blanks) + sum(box.left for box in closed),
        boxes=len(closed),
        due_on=due_on,
        note=note.strip(),
        sent_by=actor,
        sent_at=at,
    )
    told = Told(actor=actor, at=at, reason=row.note, move=row.uuid, other_site=to_site)
    move_blanks([(blank, BlankState.ROAD) for blank in blanks], told=told)
    move_boxes(closed, to=BlankState.ROAD, told=told)
    audit("cards.shipment.sent", actor=actor, at=at, subjects=[str(row.uuid)], site=to_site, count=row.count)
    return row


def _one_site(things: Sequence[Blank | Box]) -> str:
    sites = {thing.area_code for thing in things}
    if len(sites) != 1:
        raise RuleBroken("shipment_of_two_sites")
    return sites.pop()


@transaction.atomic
def receive_shipment(
    *,
    shipment: UUID,
    serials: Sequence[str] = (),
    boxes: Sequence[str] = (),
    counted: int | None = None,
    actor: str,
    at: datetime,
) -> ShipmentAnswer:
    """Take into the safe what came of a shipment, counted by another officer than the one who sent it.

    serials, boxes   what was scanned; or else
    counted          how many blanks and cards lie there, those in closed boxes too (count)
    What is missing stays on the road in the sender's name, and what is not of the shipment is written down:
    nothing is mended. It may be received again when more of it comes.
    Raises RuleBroken("not_found" | "shipment_closed" | "shipment_other_end" | "four_eyes" |
    "shipment_count_differs").
    """
    row, blanks, closed = _lock_what_is_on_the_road(shipment, actor=actor)
    expected = {blank.serial: blank for blank in blanks}
    packed = {box.number: box for box in closed}
    if counted is not None:
        if counted != len(blanks) + sum(box.left for box in closed):
            raise RuleBroken("shipment_count_differs", counted=counted)
        serials, boxes = list(expected), list(packed)
    came = [expected[serial] for serial in sorted(set(serials) & set(expected))]
    came_boxes = [packed[number] for number in sorted(set(boxes) & set(packed))]
    told = Told(
        actor=actor, at=at, second=row.sent_by, site=row.to_site, other_site=row.area_code, move=row.uuid
    )
    move_blanks([(blank, BlankState(blank.before)) for blank in came], told=told)
    arrived = len(came) + sum(box.left for box in came_boxes)
    whole = len(blanks) + sum(box.left for box in closed)
    move_boxes(came_boxes, to=BOXED, told=told)
    strangers = sorted((set(serials) - set(expected)) | (set(boxes) - set(packed)))
    answer = _answer(row, actor=actor, at=at, arrived=arrived, missing=whole - arrived, strangers=strangers)
    audit(
        "cards.shipment.received",
        actor=actor,
        at=at,
        subjects=[str(row.uuid)],
        count=arrived,
        missing=whole - arrived,
        strangers=len(strangers),
    )
    return answer


@transaction.atomic
def refuse_shipment(*, shipment: UUID, reason: str, actor: str, at: datetime) -> ShipmentAnswer:
    """Send a shipment back unopened: it stays on the road until its sender takes it back.

    Raises RuleBroken("reason_missing") and what receive_shipment raises.
    """
    check_reason(reason)
    row, blanks, closed = _lock_what_is_on_the_road(shipment, actor=actor)
    missing = len(blanks) + sum(box.left for box in closed)
    audit("cards.shipment.refused", actor=actor, at=at, subjects=[str(row.uuid)])
    return _answer(row, actor=actor, at=at, refused=True, missing=missing, reason=reason.strip())


def _lock_what_is_on_the_road(shipment: UUID, *, actor: str) -> tuple[Shipment, list[Blank], list[Box]]:
    row = _find(shipment)
    _check_end(row.to_site)
    check_four_eyes(entered_by=row.sent_by, decided_by=actor)
    return row, *_on_the_road(row)


def _find(shipment: UUID) -> Shipment:
    row = Shipment.objects.filter(uuid=shipment).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _check_end(site: str) -> None:
    """Both ends see a shipment, but each has its own part."""
    if not current_scope().contains(site):
        raise RuleBroken("shipment_other_end")


def _on_the_road(row: Shipment) -> tuple[list[Blank], list[Box]]:
    """Raises RuleBroken("shipment_closed") where nothing is left of it."""
    blanks = list(Blank.objects.select_for_update().filter(shipment=row.uuid).order_by("serial"))
    closed = list(Box.objects.select_for_update().filter(shipment=row.uuid).order_by("number"))
    if not blanks and not closed:
        raise RuleBroken("shipment_closed")
    return blanks, closed


def _answer(row: Shipment, **found: object) -> ShipmentAnswer:
    return ShipmentAnswer.objects.create(
        shipment=row, area_code=row.to_site, from_site=row.area_code, sent_by=row.sent_by, **found
    )


@transaction.atomic
def take_back_shipment(*, shipment: UUID, reason: str, actor: str, at: datetime) -> Shipment:
    """Put what is still on the road back into the safe it came from: cancelled, refused, or never packed.

    Before anybody answered the sender may cancel alone; afterwards it takes another officer of the site.
    Raises RuleBroken("not_found" | "shipment_other_end" | "reason_missing" | "shipment_closed" |
    "four_eyes").
    """
    check_reason(reason)
    row = _find(shipment)
    _check_end(row.area_code)
    blanks, closed = _on_the_road(row)
    if row.answers.exists():
        check_four_eyes(entered_by=row.sent_by, decided_by=actor)
    told = Told(
        actor=actor,
        at=at,
        reason=reason.strip(),
        site=row.area_code,
        other_site=row.to_site,
        move=row.uuid,
    )
    move_blanks([(blank, BlankState(blank.before)) for blank in blanks], told=told)
    move_boxes(closed, to=BOXED, told=told)
    row.closed_by, row.closed_at, row.closed_why = actor, at, reason.strip()
    row.save(update_fields=["closed_by", "closed_at", "closed_why"])
    audit("cards.shipment.taken_back", actor=actor, at=at, subjects=[str(row.uuid)])
    return row
