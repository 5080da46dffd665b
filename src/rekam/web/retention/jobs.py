"""The nightly job."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.web.retention import services


@app.periodic(cron="17 19 * * *")  # UTC: 02.17 WIB, 04.17 WIT
@app.task(name="web.retention", queue="watch", queueing_lock="web.retention")
def let_go(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What has been kept long enough goes; a night that was missed is made up by the next."""
    close_old_connections()
    services.apply(at=timezone.now())
