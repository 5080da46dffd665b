"""The worker's tasks of this room."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.applications.bookings.ending import end_days
from rekam.applications.bookings.outages import tell_on
from rekam.applications.bookings.telling import remind
from rekam.applications.bookings.turned_away import count_turned_away
from rekam.applications.complaints.services import escalate
from rekam.applications.notices.jobs import birthdays, remind_applicants, tell_touched
from rekam.applications.services import lapse
from rekam.applications.uploads.parts import forget_idle
from rekam.kernel.database import EVERYWHERE, scope

__all__ = [
    "birthdays",
    "end_what_nobody_continues",
    "raise_late_complaints",
    "remind_applicants",
    "tell_touched",
]

ACTOR = "system"


@app.periodic(cron="35 19 * * *")  # UTC: 02.35 WIB
@app.task(name="applications.lapse", queue="watch", queueing_lock="applications.lapse")
def end_what_nobody_continues(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Drafts and questions that nobody came back to end by themselves, and bookings of past days."""
    close_old_connections()
    with scope(EVERYWHERE):
        lapse(at=timezone.now(), actor=ACTOR)
        end_days(at=timezone.now())


@app.periodic(cron="50 19 * * *")  # UTC: 02.50 WIB
@app.task(name="applications.forget_parts", queue="watch", queueing_lock="applications.forget_parts")
def forget_parts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Sheets of which only parts came, and nobody went on."""
    forget_idle(at=timezone.now())


@app.periodic(cron="45 19 * * *")  # UTC: 02.45 WIB
@app.task(name="complaints.escalate", queue="watch", queueing_lock="complaints.escalate")
def raise_late_complaints(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What is due soon is warned of, what is late goes up."""
    close_old_connections()
    with scope(EVERYWHERE):
        escalate(at=timezone.now(), actor=ACTOR)


@app.periodic(cron="*/10 * * * *")
@app.task(name="applications.bookings", queue="watch", queueing_lock="applications.bookings")
def tell_the_booked(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Whoever booked is reminded, and told of outages that go on; who was turned away is counted."""
    close_old_connections()
    with scope(EVERYWHERE):
        tell_on(at=timezone.now())
        remind(at=timezone.now())
        count_turned_away(at=timezone.now())
