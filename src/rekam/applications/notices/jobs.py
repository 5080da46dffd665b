"""The worker's tasks of notices; rekam.applications.jobs names them for procrastinate."""

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.applications.notices import services
from rekam.kernel.database import EVERYWHERE, Scope, scope


@app.periodic(cron="*/10 * * * *")  # the first one after the office's midnight, in whatever zone it lies
@app.task(name="applications.birthdays", queue="watch", queueing_lock="applications.birthdays")
def birthdays(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Each new day is gone through once; nights that were missed are made up for, two weeks of them."""
    close_old_connections()
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        services.go_through(at=timezone.now())


@app.periodic(cron="20 3 * * *")  # UTC: 10.20 WIB, 12.20 WIT
@app.task(name="applications.remind", queue="watch", queueing_lock="applications.remind")
def remind_applicants(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Applicants hear what waits for them, each reminder once."""
    close_old_connections()
    with scope(EVERYWHERE):
        services.remind_applicants(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="applications.breaches", queue="watch", queueing_lock="applications.breaches")
def tell_touched(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Whom a breach touched is told once a second person sent it; letters tell what messages could not."""
    close_old_connections()
    with scope(EVERYWHERE):
        services.tell_touched(at=timezone.now())
        services.print_what_failed(at=timezone.now())
