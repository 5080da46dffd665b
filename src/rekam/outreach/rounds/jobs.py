"""The worker's task of this room."""

import uuid

import procrastinate
from django.conf import settings
from django.db import close_old_connections
from procrastinate.contrib.django import app

from rekam.kernel.database import Scope

RETRY = procrastinate.RetryStrategy(max_attempts=3, wait=5)


@app.task(name="outreach.home_day", queue="outreach", retry=RETRY)
def make_home_day(home_day: str) -> None:
    """A search of some seconds, beside the plans' searches."""
    from rekam.outreach.rounds.making import make

    close_old_connections()
    make(uuid.UUID(home_day), within=Scope.of(str(settings.REKAM_OFFICE_AREA)))
