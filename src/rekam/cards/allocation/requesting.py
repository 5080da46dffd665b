"""Asking the centre for blanks, and writing down what came of it. Enter through services."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.allocation import queries
from rekam.cards.allocation.asking import MOST_MONTHS, Asked
from rekam.cards.allocation.models import BlankRequest
from rekam.cards.allocation.reading import coming, get_request, state_of
from rekam.cards.allocation.rules import RequestState
from rekam.cards.blanks.models import Delivery
from rekam.cards.blanks.services import check_site
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@transaction.atomic
def request_blanks(*, office: str, letter: str, months: int, actor: str, at: datetime) -> BlankRequest:
    """Write a letter to the centre: how many blanks, and how the number was reached.

    months  for how many months (1 to 12) of ordinary need it is to last
    Raises RuleBroken("site_not_yours" | "request_months_range" | "request_not_needed" |
    "request_letter_known").
    """
    check_site(office)
    if not 1 <= months <= MOST_MONTHS:
        raise RuleBroken("request_months_range", most=MOST_MONTHS)
    on = office_day(at)
    told = queries.asked(office, months=months, coming=coming(office), on=on, at=at)
    if not told.requested:
        raise RuleBroken("request_not_needed")
    row = BlankRequest(area_code=office, letter=letter.strip(), on=on, figures=figures(told))
    row.requested, row.actor, row.at = told.requested, actor, at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("request_letter_known") from error
    return _audited("asked", row=row, actor=actor, at=at, count=row.requested)


def figures(told: Asked) -> dict[str, object]:
    """The lines of a request as they are kept."""
    return {
        "waiting": {str(int(group)): number for group, number in told.waiting.items()},
        "monthly": {str(int(group)): number for group, number in told.monthly.items()},
        "months": told.months,
        "stock": told.stock,
        "coming": told.coming,
        "spoiled": told.spoiling.spoiled,
        "used": told.spoiling.used,
    }


@transaction.atomic
def note_allotment(
    *, request: UUID, blanks: int, letter: str, on: date, actor: str, at: datetime
) -> BlankRequest:
    """Write down how many blanks the centre allots; it may be fewer, and 0 ends the request.

    Raises RuleBroken("not_found" | "request_step_not_allowed" | "request_day_wrong").
    """
    row = _lock(request, state=RequestState.ASKED)
    _check_day(on, since=row.on, at=at)
    row.allotted, row.allotted_on, row.allotted_letter = blanks, on, letter.strip()
    row.save(update_fields=["allotted", "allotted_on", "allotted_letter"])
    return _audited("allotted", row=row, actor=actor, at=at, count=blanks)


@transaction.atomic
def note_collection(*, request: UUID, on: date, actor: str, at: datetime) -> BlankRequest:
    """Write down that this officer fetched the allotted blanks.

    Raises RuleBroken("not_found" | "request_step_not_allowed" | "request_day_wrong").
    """
    row = _lock(request, state=RequestState.ALLOTTED)
    _check_day(on, since=row.allotted_on or row.on, at=at)
    row.collected_on, row.collected_by = on, actor
    row.save(update_fields=["collected_on", "collected_by"])
    return _audited("collected", row=row, actor=actor, at=at, count=row.allotted or 0)


@transaction.atomic
def note_delivery(*, request: UUID, letter: str, actor: str, at: datetime) -> BlankRequest:
    """Link the delivery that the ledger has under this letter; the ledger's count is what was received.

    Raises RuleBroken("not_found" | "request_step_not_allowed" | "delivery_not_known").
    """
    row = _lock(request, state=RequestState.COLLECTED)
    delivery = Delivery.objects.filter(area_code=row.area_code, letter=letter.strip(), request=None).first()
    if delivery is None:
        raise RuleBroken("delivery_not_known")
    row.delivery = delivery
    row.save(update_fields=["delivery"])
    return _audited("received", row=row, actor=actor, at=at, count=delivery.count)


def _lock(request: UUID, *, state: RequestState) -> BlankRequest:
    row = get_request(request, to_change=True)
    if state_of(row) is not state:
        raise RuleBroken("request_step_not_allowed", state=state_of(row).value)
    return row


def _check_day(on: date, *, since: date, at: datetime) -> None:
    if not since <= on <= office_day(at):
        raise RuleBroken("request_day_wrong")


def _audited(what: str, *, row: BlankRequest, actor: str, at: datetime, count: int) -> BlankRequest:
    audit(
        f"cards.request.{what}",
        actor=actor,
        at=at,
        purpose=Purpose.CARD,
        case=str(row.uuid),
        site=row.area_code,
        count=count,
    )
    return row
