"""The worker's tasks of this room: fold what happened, turn the day."""

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.coverage.counters import services
from rekam.kernel.database import Scope, scope


@app.periodic(cron="* * * * * */10")
@app.task(name="coverage.fold", queue="watch", queueing_lock="coverage.fold")
def fold(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """The first one after the office's midnight turns birthdays and permits."""
    close_old_connections()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        services.fold(at=timezone.now())
