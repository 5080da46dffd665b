"""Asking the worker to mend at once what it would mend at night."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TASK = "enrolment.mend"


def ask_to_mend() -> None:
    """Queue the nightly mending now; a repeat while it waits is a no-op."""
    job = app.configure_task(TASK, queueing_lock=TASK, queue="enrolment")
    try:
        with transaction.atomic():
            job.defer(timestamp=0)
    except AlreadyEnqueued:
        return
