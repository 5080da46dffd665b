"""The worker's tasks of this room: watch over questions, and close a semester."""

from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.kernel.database import Scope, scope
from rekam.verification.asking.queries import asked_lately
from rekam.verification.asking.services import watch
from rekam.verification.partners.services import WATCH
from rekam.verification.reports.services import close_semester


@app.periodic(cron="* * * * * */30")
@app.task(name="verification.watch", queue="watch", queueing_lock="verification.watch")
def watch_over(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Besides the look after a tenth question: this one finds what stops before, or asks too fast for it."""
    close_old_connections()
    at = timezone.now()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        for partner in asked_lately(since=at - timedelta(minutes=2)):
            watch(partner, at=at)


@app.periodic(cron="20 19 * * *")  # UTC: 02.20 WIB, 04.20 WIT
@app.task(name="verification.semester", queue="watch", queueing_lock="verification.semester")
def report(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Every night, so that a server that was off on the semester's last day makes them the day after."""
    close_old_connections()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        close_semester(actor=WATCH, at=timezone.now())
