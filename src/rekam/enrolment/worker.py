"""`rekam work`: the process that opens packets, reads bodies, searches and keeps the audit's sequence."""

import argparse
import logging
import os
import time

from rekam.kernel.commands import set_up

PAUSE_SECONDS = 3
QUEUES = ("enrolment", "registry", "outreach", "messages", "watch")
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
    work(concurrency=chosen.concurrency)
    return 0


def work(*, concurrency: int) -> None:
    """Run procrastinate's worker in the foreground, again after a database that went away came back."""
    from django.db import Error, connections
    from procrastinate.exceptions import ConnectorException

    while True:
        try:
            _run(concurrency=concurrency)
            return
        except (Error, ConnectorException) as gone:
            log.warning(
                "the database does not answer (%s); again in %s s", type(gone).__name__, PAUSE_SECONDS
            )
            connections.close_all()
            time.sleep(PAUSE_SECONDS)


def _run(*, concurrency: int) -> None:
    from procrastinate.contrib.django import app

    from rekam.enrolment import pipeline

    pipeline.wake_waiting()
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        working.run_worker(
            queues=list(QUEUES),  # PostgreSQL takes a tuple for a row
            concurrency=concurrency + 2,  # the watch never waits behind a body, nor a body behind a plan
            delete_jobs="successful",
            shutdown_graceful_timeout=30,
        )
