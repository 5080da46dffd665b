"""Reads of shipments, in the scope of whoever asks: those that left here and those that come here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from rekam.cards.blanks.models import Blank, BlankMove, Box
from rekam.cards.blanks.queries import Site, site_name
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.shipments.models import Shipment, ShipmentAnswer
from rekam.cards.blanks.shipments.rules import Standing, standing
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken

COMING = frozenset({Standing.ROAD, Standing.LATE})
OPEN = COMING | {Standing.SHORT, Standing.REFUSED}


@dataclass(frozen=True, kw_only=True)
class OnTheRoad:
    """A shipment with how it stands.

    left    blanks of it that are still on the road, those in boxes too
    comes   whether it comes to a site of this scope, which may receive it; leaves: whether it left one
    """

    row: Shipment
    from_site: Site
    to_site: Site
    standing: Standing
    left: int
    answers: Sequence[ShipmentAnswer]
    comes: bool
    leaves: bool


def get_shipment(shipment: UUID, *, today: date) -> OnTheRoad:
    """Raises RuleBroken("not_found")."""
    row = Shipment.objects.filter(uuid=shipment).first()
    if row is None:
        raise RuleBroken("not_found")
    return _told([row], today=today)[0]


def shipments(*, today: date, limit: int = 50) -> list[OnTheRoad]:
    """The last shipments from and to sites of this scope; first what waits for somebody, the latest due."""
    told = _told(Shipment.objects.order_by("-sent_at")[:limit], today=today)
    return sorted(
        told, key=lambda one: (one.standing not in OPEN, one.row.due_on if one.standing in OPEN else date.max)
    )


def _told(rows: Iterable[Shipment], *, today: date) -> list[OnTheRoad]:
    known = list(rows)
    left = _left(known)
    answers: dict[int, list[ShipmentAnswer]] = {row.pk: [] for row in known}
    for answer in ShipmentAnswer.objects.filter(shipment__in=known).order_by("at", "pk"):
        answers[answer.shipment_id].append(answer)
    return [_one(row, left=left.get(row.uuid, 0), answers=answers[row.pk], today=today) for row in known]


def _left(rows: Sequence[Shipment]) -> dict[UUID, int]:
    ids = [row.uuid for row in rows]
    blanks = Blank.objects.filter(shipment__in=ids).values_list("shipment").annotate(number=Count("pk"))
    boxes = Box.objects.filter(shipment__in=ids).values_list("shipment").annotate(number=Sum("left"))
    left: dict[UUID, int] = {}
    for shipment, number in [*blanks.order_by(), *boxes.order_by()]:
        left[shipment] = left.get(shipment, 0) + number
    return left


def _one(row: Shipment, *, left: int, answers: Sequence[ShipmentAnswer], today: date) -> OnTheRoad:
    seen = current_scope()
    return OnTheRoad(
        row=row,
        from_site=Site(row.area_code, site_name(row.area_code)),
        to_site=Site(row.to_site, site_name(row.to_site)),
        standing=standing(
            left=left,
            taken_back=row.closed_at is not None,
            answered=bool(answers),
            refused=bool(answers) and answers[-1].refused,
            due_on=row.due_on,
            today=today,
        ),
        left=left,
        answers=answers,
        comes=seen.contains(row.to_site),
        leaves=seen.contains(row.area_code),
    )


@dataclass(frozen=True)
class Progress:
    """How far a shipment came; all are counts of blanks and cards, those in boxes too.

    is_answered   whether the other end wrote down what it found
    """

    arrived: int
    on_road: int
    is_answered: bool


def progress_of(rows: Sequence[Shipment]) -> dict[UUID, Progress]:
    """How far each of these shipments came, by its id; both ends may ask."""
    left = _left(rows)
    answers = ShipmentAnswer.objects.filter(shipment__in=rows).values_list("shipment__uuid")
    arrived = dict(answers.annotate(number=Sum("arrived")).order_by())
    return {
        row.uuid: Progress(
            arrived=arrived.get(row.uuid, 0),
            on_road=left.get(row.uuid, 0),
            is_answered=row.uuid in arrived or row.closed_at is not None,
        )
        for row in rows
    }


def any_of_it_used(shipment: Shipment) -> bool:
    """Whether something left with a shipment that is no unused blank: a card, or what waits for the fire."""
    left = BlankMove.objects.filter(move=shipment.uuid, target=BlankState.ROAD)
    return left.exclude(source=BlankState.RECEIVED).exists()


def serials_on_the_road(shipment: Shipment) -> list[str]:
    """What of a shipment was not received yet, by serial."""
    rows = Blank.objects.filter(shipment=shipment.uuid)
    return list(rows.order_by("serial").values_list("serial", flat=True))


def boxes_on_the_road(shipment: Shipment) -> list[Box]:
    """The closed boxes of a shipment that were not received yet, by number."""
    return list(Box.objects.filter(shipment=shipment.uuid).order_by("number"))
