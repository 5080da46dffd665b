"""The worker's tasks of the digital KTP."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.credentials.issuing import following, tokens
from rekam.kernel.database import EVERYWHERE, scope


@app.periodic(cron="* * * * * */20")
@app.task(name="credentials.follow", queue="watch", queueing_lock="credentials.follow")
def follow(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What happened in the register reaches the status lists."""
    close_old_connections()
    with scope(EVERYWHERE):
        following.follow(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="credentials.forget", queue="watch", queueing_lock="credentials.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Proofs and tokens whose time is over go."""
    close_old_connections()
    tokens.forget_proofs(at=timezone.now())
