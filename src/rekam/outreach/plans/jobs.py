"""The worker's task of this room."""

import uuid

import procrastinate
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.kernel.database import Scope

RETRY = procrastinate.RetryStrategy(max_attempts=3, wait=5)


@app.task(name="outreach.plan", queue="outreach", retry=RETRY)
def make_plan(plan: str) -> None:
    """A search of seconds to minutes: in a queue of its own, so that no recording waits for it."""
    from rekam.outreach.plans.making import make  # brings HiGHS, which the web process has no use for

    close_old_connections()
    make(uuid.UUID(plan), within=Scope.of(str(settings.REKAM_OFFICE_AREA)), at=timezone.now())
