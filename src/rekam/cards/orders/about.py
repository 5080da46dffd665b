"""What an officer may and has looked at, read from a request; shared by the views."""

from collections.abc import Mapping
from typing import TypedDict

from django.http import HttpRequest

from rekam.accounts import permissions
from rekam.accounts.permissions import officer
from rekam.accounts.queries import Named, named
from rekam.audit.rules import Purpose
from rekam.cards.orders.models import PrintJob


class About(TypedDict):
    """Whom an entry of the audit is about, and why, as `record` takes them."""

    subjects: list[str]
    purpose: Purpose
    case: str


def about(job: PrintJob, *more: str) -> About:
    """An order, its recording and its holder, for the card; the order is the case."""
    subjects = [str(job.uuid), str(job.record), str(job.resident), *more]
    return {"subjects": subjects, "purpose": Purpose.CARD, "case": str(job.uuid)}


class LookedAt(TypedDict):
    """The same for a page that shows the holder, as `show` takes it."""

    people: list[str]
    beside: list[str]
    purpose: Purpose
    case: str


def looked_at(job: PrintJob) -> LookedAt:
    """The holder is shown, beside the order and its recording."""
    beside = [str(job.uuid), str(job.record)]
    return {"people": [str(job.resident)], "beside": beside, "purpose": Purpose.CARD, "case": str(job.uuid)}


def officers_of(job: PrintJob) -> Mapping[str, Named]:
    """Who asked for a card, decided on it, handed it over or asked for an exception, by user name."""
    return named((job.requested_by, job.decided_by, job.issued_by, job.exception_by))


def allowed(request: HttpRequest, permission: str) -> bool:
    """Whether the signed-in officer has a permission, for showing or hiding an act."""
    return permissions.allowed(officer(request), permission)
