"""The worker's task of this room."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.messages.delivering import deliver_due


@app.periodic(cron="* * * * *")
@app.task(name="messages.deliver", queue="messages", queueing_lock="messages.deliver")
def deliver(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What is due leaves; a message that no machine takes waits for its next try."""
    close_old_connections()
    deliver_due(at=timezone.now())
