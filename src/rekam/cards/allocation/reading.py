"""Reads of decisions: shares and requests, in the scope of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from rekam.cards.allocation.asking import Asked, Spoiling
from rekam.cards.allocation.models import BlankRequest, BlankShare, ShareLine
from rekam.cards.allocation.rules import RequestState, request_state
from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken

MOST_DELIVERIES = 50


@dataclass(frozen=True)
class LineSent:
    """A line of a share, how many blanks have left for its site since, and which would be next."""

    line: ShareLine
    sent: int
    serials: Sequence[str]

    @property
    def left(self) -> int:
        """Blanks still to be sent."""
        return max(0, self.line.given - self.sent)


def get_share(share: UUID) -> BlankShare:
    """The share of the scope with this id. Raises RuleBroken("not_found")."""
    row = BlankShare.objects.filter(uuid=share).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def shares(*, limit: int) -> list[BlankShare]:
    """The newest shares of the scope."""
    return list(BlankShare.objects.order_by("-at", "-pk")[:limit])


def lines_of(share: BlankShare) -> list[LineSent]:
    """The lines of a share with what the ledger says was sent of them since it was decided.

    The serials are the next in the safe, each named for one site only; the office itself sends itself none.
    """
    lines = share.lines.exclude(area_code=share.area_code).order_by("area_code")
    sent = dict(
        BlankMove.objects.filter(
            area_code=share.area_code, target=BlankState.ROAD, source=BlankState.RECEIVED, at__gte=share.at
        )
        .values_list("other_site")
        .annotate(number=Count("pk"))
        .order_by()
    )
    told, start = [], 0
    for line in lines:
        left = max(0, line.given - sent.get(line.area_code, 0))
        told.append(LineSent(line, sent.get(line.area_code, 0), _next(share.area_code, start, start + left)))
        start += left
    return told


def _next(site: str, start: int, end: int) -> list[str]:
    safe = Blank.objects.filter(area_code=site, state=BlankState.RECEIVED).order_by("pk")
    return list(safe.values_list("serial", flat=True)[start:end]) if end > start else []


def requests() -> QuerySet[BlankRequest]:
    """The requests of the scope, the newest first."""
    return BlankRequest.objects.select_related("delivery").order_by("-on", "-pk")


def get_request(request: UUID, *, to_change: bool = False) -> BlankRequest:
    """The request of the scope with this id, locked where it is to be changed.

    Raises RuleBroken("not_found").
    """
    rows = BlankRequest.objects.select_for_update() if to_change else requests()
    row = rows.filter(uuid=request).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def state_of(row: BlankRequest) -> RequestState:
    """How far a request is."""
    return request_state(
        allotted=row.allotted, collected=row.collected_on is not None, received=row.delivery_id is not None
    )


def free_deliveries(office: str) -> list[Delivery]:
    """An office's deliveries that belong to no request yet, the newest first."""
    rows = Delivery.objects.filter(area_code=office, request=None).order_by("-received_at")
    return list(rows[:MOST_DELIVERIES])


def coming(office: str) -> int:
    """Blanks that the centre has allotted to an office and that the ledger has not received yet."""
    rows = BlankRequest.objects.filter(area_code=office, delivery=None, allotted__gt=0)
    return int(rows.aggregate(whole=Sum("allotted"))["whole"] or 0)


def lines_of_request(row: BlankRequest) -> Asked:
    """The arithmetic of a request as it stood on its day."""
    told = row.figures
    return Asked(
        waiting=_groups(told["waiting"]),
        monthly=_groups(told["monthly"]),
        months=told["months"],
        stock=told["stock"],
        coming=told["coming"],
        spoiling=Spoiling(spoiled=told["spoiled"], used=told["used"]),
    )


def _groups(told: dict[str, int]) -> dict[Priority, int]:
    return {Priority(int(group)): number for group, number in told.items()}
