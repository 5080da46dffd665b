"""The worker's tasks of the outreach rooms; procrastinate looks for them here."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.kernel.database import EVERYWHERE, scope
from rekam.outreach.callups.jobs import make_call_lists
from rekam.outreach.plans.jobs import make_plan
from rekam.outreach.results.services import report_by_stations
from rekam.outreach.rounds.jobs import make_home_day
from rekam.outreach.telling import remind

__all__ = ["make_call_lists", "make_home_day", "make_plan", "remind_places", "report_visits"]


@app.periodic(cron="10 3 * * *")  # UTC: 10.10 WIB, 12.10 WIT: the place still has the afternoon
@app.task(name="outreach.remind", queue="watch", queueing_lock="outreach.remind")
def remind_places(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Places and kelurahan hear of tomorrow's visits; a day that was missed is not made up for."""
    close_old_connections()
    with scope(EVERYWHERE):
        remind(at=timezone.now())


@app.periodic(cron="50 18 * * *")  # UTC: 01.50 WIB, after the night's recordings are taken in
@app.task(name="outreach.report", queue="watch", queueing_lock="outreach.report")
def report_visits(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Visits that nobody reported are reported as their stations tell; an officer may correct it."""
    close_old_connections()
    with scope(EVERYWHERE):
        report_by_stations(at=timezone.now())
