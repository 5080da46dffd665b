"""The card that an application asks for: its order, and what the order's steps mean for the application."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from rekam.applications.catalogue.rules import CARDS, Service
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import State, Step
from rekam.applications.filing.writing import lock, take_step
from rekam.applications.review.rules import check_card, check_door
from rekam.cards import queries as cards
from rekam.cards.orders.rules import JobState
from rekam.cards.services import ORDER_MOVED
from rekam.registry import services as register

# What a step of the order does to an application in that state; every other pair leaves it alone.
FOLLOWS: dict[tuple[JobState, State], Step] = {
    (JobState.PRINTED, State.IN_WORK): Step.READY,
    (JobState.APPROVED, State.READY): Step.REOPENED,
    (JobState.ISSUED, State.READY): Step.COLLECTED,
}


class Order(Protocol):
    """What is asked of a print order."""

    uuid: UUID
    resident: UUID
    visit: UUID | None
    state: str


def connect() -> None:
    """Listen to the steps of print orders; once a process."""
    ORDER_MOVED.connect(_moved, dispatch_uid="rekam.applications")


def _moved(*, job: Order, actor: str, at: datetime, **_told: object) -> None:
    for application in _asked_for(job).values_list("uuid", flat=True):
        row = lock(application)
        step = FOLLOWS.get((JobState(job.state), State(row.state)))
        if step is not None:
            take_step(row, step=step, actor=actor, at=at)


def _asked_for(job: Order) -> QuerySet[Application]:
    if job.visit is not None:
        return Application.objects.filter(visit=job.visit)
    states = {state for _order, state in FOLLOWS}
    return Application.objects.filter(subject=job.resident, service__in=CARDS, state__in=states)


def order_of(row: Application) -> Order | None:
    """The order of the card that an application asks for; None before there is one."""
    if row.visit is not None:
        return cards.find_order_of_visit(row.visit)
    if row.subject is None or Service(row.service) not in CARDS or row.sent_at is None:
        return None
    return cards.find_order_of(row.subject, since=row.sent_at)


def check_order(row: Application, *, handed_over: bool) -> None:
    """Refuse to call a card ready or collected before its order says so.

    Beside SIAK a card may have been printed without an order of ours; who was only recorded away from home
    gets the card there. Raises what rules.check_card raises, RuleBroken("application_door_unopened").
    """
    if not register.ladder_is_ours():
        return
    service = Service(row.service)
    if service is Service.OUTSIDE:
        check_door(row.visit)
    if service in CARDS or (service is Service.OUTSIDE and row.facts.get("wanted") != "new"):
        job = order_of(row)
        check_card(state=JobState(job.state) if job else None, handed_over=handed_over)
