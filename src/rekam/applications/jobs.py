"""The worker's tasks of this room."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.applications.services import lapse
from rekam.kernel.database import EVERYWHERE, scope

ACTOR = "system"


@app.periodic(cron="35 19 * * *")  # UTC: 02.35 WIB
@app.task(name="applications.lapse", queue="watch", queueing_lock="applications.lapse")
def end_what_nobody_continues(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Drafts and questions that nobody came back to end by themselves."""
    close_old_connections()
    with scope(EVERYWHERE):
        lapse(at=timezone.now(), actor=ACTOR)
