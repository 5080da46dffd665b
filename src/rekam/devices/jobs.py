"""The worker's task of this room: silent stations become suspected outages."""

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.devices.outages.services import suspect
from rekam.kernel.database import Scope, scope


@app.periodic(cron="*/10 * * * *")
@app.task(name="devices.suspect", queue="watch", queueing_lock="devices.suspect")
def suspect_outages(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What is silent now or was lately; a person confirms it or not."""
    close_old_connections()
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        suspect(at=timezone.now())
