"""What the page says of the thing that an application asks for: a card's order, the door, a child's card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekam.applications.catalogue.rules import CARDS, Service
from rekam.applications.childcards import queries as childcards
from rekam.applications.childcards.models import ChildCard
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import State
from rekam.applications.review.cards import Order, order_of
from rekam.cards import queries as cards
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import JobState
from rekam.cards.orders.words import JOB_STATUS
from rekam.enrolment import queries as enrolment
from rekam.registry.outside import queries as outside

# How the order of a replacement begins; a first card is ordered at once.
CAUSES: Mapping[Service, Cause] = {
    Service.KTP_LOST: Cause.LOST,
    Service.KTP_DAMAGED: Cause.DAMAGED,
    Service.KTP_CHANGE: Cause.ELEMENT,
}


@dataclass(frozen=True)
class Card:
    """How far the card is. `record` is None of somebody whom nobody has recorded."""

    record: UUID | None
    job: Order | None
    status: tuple[str, object]
    cause: str


@dataclass(frozen=True)
class Door:
    """How far somebody who lives elsewhere is.

    opens    whether this officer may open the door now
    visit    the visit of today by this officer, who orders the card there; None = not now
    """

    opens: bool
    visit: UUID | None
    job: Order | None
    status: tuple[str, object]


@dataclass(frozen=True)
class Child:
    """How far a child's card is, and how many blanks there are for it."""

    card: ChildCard | None
    blanks: int
    site: str


def context(row: Application, *, site: str, username: str, opens: bool, on: date) -> dict[str, object]:
    """The part of the page that is about what is made, while it is being made."""
    if row.state not in (State.IN_WORK, State.READY):
        return {}
    service = Service(row.service)
    if service is Service.KIA:
        return {
            "child": Child(childcards.find_card(row), childcards.held_at(site), cards.site_name(site)),
        }
    job = order_of(row)
    if service is Service.OUTSIDE:
        return {"door": _door(row, job, username=username, opens=opens, on=on)}
    if service not in CARDS or row.subject is None:
        return {}
    recording = enrolment.find_record_of(row.subject)
    cause = CAUSES.get(service)
    return {
        "card": Card(recording.uuid if recording else None, job, _status(job), cause.value if cause else "")
    }


def _status(job: Order | None) -> tuple[str, object]:
    return JOB_STATUS[JobState(job.state)] if job else ("none", "")


def _door(row: Application, job: Order | None, *, username: str, opens: bool, on: date) -> Door:
    """The visit is its officer's, for its day."""
    own = outside.is_open(row.visit, officer=username, on=on) if row.visit else False
    may = opens and not own and job is None and row.state == State.IN_WORK
    return Door(may, row.visit if own else None, job, _status(job))
