"""The worker's task of this room."""

from datetime import UTC, datetime

from django.db import close_old_connections
from procrastinate.contrib.django import app

from rekam.web.watch import kept, queries
from rekam.web.watch.rules import read


@app.periodic(cron="* * * * * 50")
@app.task(name="web.watch", queue="watch", queueing_lock="web.watch")
def watch(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What somebody must act on is found, so that pages can say so."""
    close_old_connections()
    now = datetime.now(UTC)
    kept.keep(read(queries.numbers(at=now)), at=now)
