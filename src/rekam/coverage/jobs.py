"""The worker's tasks of this room: fold what happened, turn the day, count again every night."""

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.coverage.columns.services import recount
from rekam.coverage.counters import services
from rekam.kernel.database import Scope, scope


@app.periodic(cron="* * * * * */10")
@app.task(name="coverage.fold", queue="watch", queueing_lock="coverage.fold")
def fold(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """The first one after the office's midnight turns birthdays and permits."""
    close_old_connections()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        services.fold(at=timezone.now())


@app.periodic(cron="41 18 * * *")  # UTC: 01.41 WIB, 03.41 WIT
@app.task(name="coverage.recount", queue="watch", queueing_lock="coverage.recount")
def count_again(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """A difference is an alarm on the head's page; it is for people to look at, so nothing is mended."""
    close_old_connections()
    recount(area_code=str(settings.REKAM_OFFICE_AREA), actor="worker", at=timezone.now())
