"""The worker's tasks of this room: fold, keep days gone by, foretell, count again every night."""

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.coverage.columns.services import recount
from rekam.coverage.counters import services
from rekam.coverage.outlook.services import foretell_next
from rekam.kernel.database import Scope, scope
from rekam.kernel.installation import office_day


@app.periodic(cron="* * * * * */10")
@app.task(name="coverage.fold", queue="watch", queueing_lock="coverage.fold")
def fold(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """The first one after the office's midnight turns birthdays and permits."""
    close_old_connections()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        services.fold(at=timezone.now())


@app.periodic(cron="* * * * * */20")
@app.task(name="coverage.remember", queue="watch", queueing_lock="coverage.remember")
def remember(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """A day each time, so that the fold does not wait for half a year."""
    close_old_connections()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        services.remember(at=timezone.now())


@app.periodic(cron="* * * * * 15,45")
@app.task(name="coverage.foretell", queue="watch", queueing_lock="coverage.foretell")
def foretell(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """One area each time; on most of them all have today's forecast already."""
    close_old_connections()
    office, at = str(settings.REKAM_OFFICE_AREA), timezone.now()
    with scope(Scope.of(office)):
        foretell_next(office=office, today=office_day(at))


@app.periodic(cron="41 18 * * *")  # UTC: 01.41 WIB, 03.41 WIT
@app.task(name="coverage.recount", queue="watch", queueing_lock="coverage.recount")
def count_again(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """A difference is an alarm on the head's page; it is for people to look at, so nothing is mended."""
    if settings.REKAM_SCENARIO:
        return  # counts without people have nothing to be held against
    close_old_connections()
    recount(area_code=str(settings.REKAM_OFFICE_AREA), actor="worker", at=timezone.now())
