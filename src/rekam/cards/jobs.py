"""The worker's tasks of the card rooms."""

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.cards.counter.reminding import remind
from rekam.kernel.database import EVERYWHERE, scope


@app.periodic(cron="5 3 * * *")  # UTC: 10.05 WIB, 12.05 WIT: nobody is woken
@app.task(name="cards.remind", queue="watch", queueing_lock="cards.remind")
def remind_holders(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Who agreed to it hears that a card waits; a day that was missed is not made up for."""
    close_old_connections()
    with scope(EVERYWHERE):
        remind(at=timezone.now())
