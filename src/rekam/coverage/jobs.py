"""The worker's tasks of this room: fold, keep days gone by, foretell, count again every night."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.coverage.columns.services import recount
from rekam.coverage.counters import services
from rekam.coverage.outlook.services import foretell_next
from rekam.kernel.database import Scope, scope
from rekam.kernel.installation import office_day


@contextmanager
def _whole_office() -> Iterator[tuple[str, datetime]]:
    """The office's area, as the scope of what runs inside, and the moment."""
    close_old_connections()
    office = str(settings.REKAM_OFFICE_AREA)
    with scope(Scope.of(office)):
        yield office, timezone.now()


@app.periodic(cron="* * * * * */10")
@app.task(name="coverage.fold", queue="watch", queueing_lock="coverage.fold")
def fold(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """The first one after the office's midnight turns birthdays and permits."""
    with _whole_office() as (_, at):
        services.fold(at=at)


@app.periodic(cron="* * * * * */20")
@app.task(name="coverage.remember", queue="watch", queueing_lock="coverage.remember")
def remember(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """A day each time, so that the fold does not wait for half a year."""
    with _whole_office() as (_, at):
        services.remember(at=at)


@app.periodic(cron="* * * * * 15,45")
@app.task(name="coverage.foretell", queue="watch", queueing_lock="coverage.foretell")
def foretell(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """One area each time; on most of them all have today's forecast already."""
    with _whole_office() as (office, at):
        foretell_next(office=office, today=office_day(at))


@app.periodic(cron="41 18 * * *")  # UTC: 01.41 WIB, 03.41 WIT
@app.task(name="coverage.recount", queue="watch", queueing_lock="coverage.recount")
def count_again(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """A difference is an alarm on the head's page; it is for people to look at, so nothing is mended."""
    if settings.REKAM_SCENARIO:
        return  # counts without people have nothing to be held against
    close_old_connections()
    recount(area_code=str(settings.REKAM_OFFICE_AREA), actor="worker", at=timezone.now())
