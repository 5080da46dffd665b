"""An application of somebody who lives elsewhere: the officer opens registry's door for this person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.catalogue.rules import Service
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import State
from rekam.applications.filing.writing import lock, tell
from rekam.applications.review.cards import order_of
from rekam.kernel.errors import RuleBroken
from rekam.registry.outside import services as door
from rekam.registry.outside.rules import Service as Served

WANTED: Mapping[str, Served] = {"new": Served.RECORDING, "lost": Served.LOST, "damaged": Served.DAMAGED}


@transaction.atomic
def open_door(*, application: UUID, places: Sequence[str], actor: str, on: date, at: datetime) -> Application:
    """Ask registry's door for the person of an application, who stands at this counter today.

    places  the officer's areas; the first one is the place of service
    on      the serving office's day; a door opened on another day is opened anew until a card is ordered
    Raises RuleBroken("not_found" | "application_step_not_allowed" | "application_door_nobody") and what
    registry's `outside.services.serve` raises.
    """
    row = lock(application)
    if row.service != Service.OUTSIDE or row.state != State.IN_WORK or order_of(row) is not None:
        raise RuleBroken("application_step_not_allowed", state=row.state, step="door")
    visit = door.serve(told=told_by(row), places=places, actor=actor, on=on, at=at)
    if visit is None:
        raise RuleBroken("application_door_nobody")
    row.visit = visit.uuid
    row.save(update_fields=["visit"])
    tell("door_opened", row=row, actor=actor, at=at)
    return row


def told_by(row: Application) -> door.Told:
    """Who the applicant said to be, and wants, as the door asks it."""
    return door.Told(
        nik=str(row.facts["nik"]),
        full_name=str(row.facts["full_name"]),
        birth_date=date.fromisoformat(str(row.facts["birth_date"])),
        service=WANTED[str(row.facts["wanted"])],
    )
