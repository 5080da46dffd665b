"""The worker's task of this room."""

import uuid

import procrastinate
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.kernel.database import Scope, scope
from rekam.outreach.plans.services import give_up

TRIES = 3
RETRY = procrastinate.RetryStrategy(max_attempts=TRIES, wait=5)


@app.task(name="outreach.plan", queue="outreach", retry=RETRY, pass_context=True)
def make_plan(context: procrastinate.JobContext, plan: str) -> None:
    """A search of seconds to minutes: in a queue of its own, so that no recording waits for it.

    What fails each time is said on the page, so that the office can ask again.
    """
    from rekam.outreach.plans.making import make  # brings HiGHS, which the web process has no use for

    close_old_connections()
    within = Scope.of(str(settings.REKAM_OFFICE_AREA))
    try:
        make(uuid.UUID(plan), within=within, at=timezone.now())
    except Exception:
        if context.job.attempts >= TRIES:
            with scope(within):
                give_up(uuid.UUID(plan))
        raise
