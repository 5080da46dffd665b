"""The worker's task of call-ups."""

import uuid

import procrastinate
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.kernel.database import Scope, scope
from rekam.outreach.callups.making import give_up, make_due

TRIES = 3
RETRY = procrastinate.RetryStrategy(max_attempts=TRIES, wait=5)


@app.task(name="outreach.call_lists", queue="outreach", retry=RETRY, pass_context=True)
def make_call_lists(context: procrastinate.JobContext, call_round: str) -> None:
    """The lists of a round that are due; a city's week is some hundred of them."""
    close_old_connections()
    within = Scope.of(str(settings.REKAM_OFFICE_AREA))
    try:
        make_due(uuid.UUID(call_round), within=within, at=timezone.now())
    except Exception:
        if context.job.attempts >= TRIES:
            with scope(within):
                give_up(uuid.UUID(call_round))
        raise
