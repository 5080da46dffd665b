"""Deciding an office's order of the groups, and sharing its blanks. Enter through services."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.allocation import queries, queue
from rekam.cards.allocation.models import BlankShare, PriorityOrder, ShareLine
from rekam.cards.allocation.rules import Order, Ranks, check_order
from rekam.cards.allocation.sharing import Shares, share_out, still_needed
from rekam.cards.allocation.turns import order_in_force
from rekam.cards.blanks.services import check_site
from rekam.cards.rules import check_reason
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@transaction.atomic
def propose_order(
    *, office: str, since: date, ranks: Ranks, climb_days: int, source: str, actor: str, at: datetime
) -> PriorityOrder:
    """Propose in which order this office gives out blanks from a day on; another officer decides.

    since   today or later: what was given out is not judged anew
    Raises RuleBroken("site_not_yours"), and what rules.check_order raises.
    """
    check_site(office)
    order = Order(since=since, ranks=ranks, source=source, climb_days=climb_days)
    check_order(order, today=office_day(at))
    row = PriorityOrder.objects.create(
        area_code=office,
        since=since,
        ranks=[sorted(rank) for rank in ranks],
        climb_days=climb_days,
        source=source.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    _audit("cards.order.proposed", row=row, actor=actor, at=at)
    return row


@transaction.atomic
def decide_order(*, order: UUID, holds: bool, actor: str, at: datetime) -> PriorityOrder:
    """Let an order hold from its day, or drop it.

    Raises RuleBroken("not_found" | "four_eyes" | "order_decided" | "order_in_the_past" | "order_same_day").
    """
    row = PriorityOrder.objects.select_for_update().filter(uuid=order).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.decided_by:
        raise RuleBroken("order_decided")
    check_four_eyes(entered_by=row.proposed_by, decided_by=actor)
    if holds and row.since < office_day(at):
        raise RuleBroken("order_in_the_past")
    row.holds, row.decided_by, row.decided_at = holds, actor, at
    try:
        with transaction.atomic():
            row.save(update_fields=["holds", "decided_by", "decided_at"])
    except IntegrityError as error:
        raise RuleBroken("order_same_day") from error
    _audit("cards.order.decided", row=row, actor=actor, at=at)
    return row


def _audit(action: str, *, row: PriorityOrder, actor: str, at: datetime) -> None:
    audit(
        action,
        actor=actor,
        at=at,
        purpose=Purpose.CARD,
        case=str(row.uuid),
        since=row.since.isoformat(),
        holds=row.holds,
    )


def propose_share(*, office: str, blanks: int, at: datetime) -> tuple[Shares, dict[str, int]]:
    """How many blanks of the office's own safe each of its sites would get, and what each still needs."""
    on = office_day(at)
    stock = queries.stock_by_site(at=at)
    turns = queue.turns_by_site(queue.waiting(office, on=on), order=order_in_force(on=on))
    needs = {
        site: still_needed(need, stock=0 if site == office else stock.get(site, 0))
        for site, need in turns.items()
    }
    return share_out(blanks, needs=needs), {site: sum(need.values()) for site, need in sorted(needs.items())}


@transaction.atomic
def share_blanks(
    *, office: str, blanks: int, given: Mapping[str, int], reason: str, actor: str, at: datetime
) -> BlankShare:
    """Decide how many blanks each site gets; they are sent from the ledger's page.

    given   blanks by site; where it differs from what is proposed now, the reason says why
    Raises RuleBroken("site_not_yours" | "share_too_many" | "share_empty" | "reason_missing").
    """
    check_site(office)
    if blanks > queries.stock_by_site(at=at).get(office, 0) or sum(given.values()) > blanks:
        raise RuleBroken("share_too_many")
    if not any(given.values()):
        raise RuleBroken("share_empty")
    shared, needed = propose_share(office=office, blanks=blanks, at=at)
    if any(given.get(site, 0) != number for site, number in shared.given.items()):
        check_reason(reason)
    for site in given:
        check_site(site)
    order = order_in_force(on=office_day(at))
    row = BlankShare.objects.create(
        area_code=office, blanks=blanks, order=order.source, reason=reason.strip(), actor=actor, at=at
    )
    ShareLine.objects.bulk_create(_lines(row, given=given, proposed=shared.given, needed=needed))
    audit("cards.blanks.shared", actor=actor, at=at, subjects=[str(row.uuid)], site=office, count=blanks)
    return row


def _lines(
    row: BlankShare, *, given: Mapping[str, int], proposed: Mapping[str, int], needed: Mapping[str, int]
) -> Sequence[ShareLine]:
    return [
        ShareLine(
            share=row,
            area_code=site,
            need=needed.get(site, 0),
            proposed=proposed.get(site, 0),
            given=given.get(site, 0),
        )
        for site in sorted({*given, *proposed})
    ]
