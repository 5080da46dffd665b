"""`rekam work`: the process that opens packets, reads bodies, searches and keeps the audit's sequence."""

import argparse
import asyncio
import logging
import os
import signal
import time
from typing import TYPE_CHECKING

from rekam.kernel.commands import set_up

if TYPE_CHECKING:
    from procrastinate import App

PAUSE_SECONDS = 3
# A body takes seconds of a core: on a machine that also answers people and stations, these go first.
GIVES_WAY = 10
QUEUES = ("enrolment", "registry", "outreach", "messages", "watch")
STOPS = (signal.SIGINT, signal.SIGTERM)
log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Work until told to stop (SIGINT or SIGTERM): what is at hand is finished, the rest waits."""
    parser = argparse.ArgumentParser(prog="rekam work", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do what waits and stop")
    parser.add_argument("--concurrency", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    chosen = parser.parse_args(arguments)
    set_up()
    if chosen.once:
        from rekam.enrolment import pipeline

        print(f"{pipeline.run_waiting()} steps done")
        return 0
    os.nice(GIVES_WAY)
    work(concurrency=chosen.concurrency)
    return 0


def work(*, concurrency: int) -> None:
    """Run procrastinate's worker in the foreground, again after a database that went away came back."""
    from django.db import Error, connections
    from procrastinate.exceptions import ConnectorException

    while True:
        try:
            if _run(concurrency=concurrency):
                return
            gone = "ended by itself"  # one of its own tasks failed, and the database was back at its end
        except (Error, ConnectorException) as error:
            gone = type(error).__name__
        log.warning("the database does not answer (%s); again in %s s", gone, PAUSE_SECONDS)
        connections.close_all()
        time.sleep(PAUSE_SECONDS)


def _run(*, concurrency: int) -> bool:
    """Work until told to stop, or until the worker ends by itself; whether it was told."""
    from procrastinate.contrib.django import app

    from rekam.enrolment import pipeline

    pipeline.wake_waiting()
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        return asyncio.run(_until_told(working, concurrency=concurrency))


async def _until_told(working: "App", *, concurrency: int) -> bool:
    """As procrastinate's own handling of signals, which does not tell one end from the other."""
    loop = asyncio.get_running_loop()
    async with working.open_async():
        working_on = working.run_worker_async(
            queues=list(QUEUES),  # PostgreSQL takes a tuple for a row
            concurrency=concurrency + 2,  # the watch never waits behind a body, nor a body behind a plan
            delete_jobs="successful",
            shutdown_graceful_timeout=30,
            install_signal_handlers=False,
        )
        running = loop.create_task(working_on)

        def told() -> None:
            for one in STOPS:
                loop.remove_signal_handler(one)  # a second one ends at once
            running.cancel()

        for one in STOPS:
            loop.add_signal_handler(one, told)
        try:
            await running
        except asyncio.CancelledError:
            return True
    return False
