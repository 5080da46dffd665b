"""Queueing work by (packet, stage), in the transaction of the data it is about."""

import uuid

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

STAGES = ("open", "extract", "search")


def wake(stage: str, packet: uuid.UUID) -> None:
    """Queue a stage of a packet; a repeat while it waits is a no-op.

    A job only wakes a worker up: what is to be done is read from the packet's state, so a lost or a
    second job does no harm. Arguments are opaque ids.
    """
    job = app.configure_task(
        f"enrolment.{stage}", queueing_lock=f"{packet}:{stage}", lock=str(packet), queue="enrolment"
    )
    try:
        with transaction.atomic():
            job.defer(packet=str(packet))
    except AlreadyEnqueued:
        return
