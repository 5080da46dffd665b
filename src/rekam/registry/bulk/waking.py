"""Queueing the work on an import; a job only wakes a worker, what to do stands in the import's state."""

import uuid

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def wake(one: uuid.UUID) -> None:
    """Queue the next step of an import; a repeat while it waits is a no-op."""
    job = app.configure_task(
        "registry.import", queueing_lock=f"import:{one}", lock="registry.import", queue="registry"
    )
    try:
        with transaction.atomic():
            job.defer(one=str(one))
    except AlreadyEnqueued:
        return
