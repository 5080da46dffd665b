"""The worker's part of an import: check what came, apply what was approved."""

import uuid
from contextlib import AbstractContextManager

import procrastinate
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import queries, running, steps, waking
from rekam.registry.bulk.rules import State

RETRY = procrastinate.RetryStrategy(max_attempts=5, exponential_wait=5)
CHECK_AGAIN = {"import_staging_gone", "import_check_outdated", "import_register_moved"}


@app.task(name="registry.import", queue="registry", retry=RETRY)
def go_on(one: str) -> None:
    close_old_connections()  # a worker's thread has no request that would do it
    step(uuid.UUID(one))


@app.periodic(cron="* * * * * */30")
@app.task(name="registry.import.wake", queue="watch", queueing_lock="registry.import.wake")
def wake(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Imports that wait without a job, as after a killed worker, get one."""
    close_old_connections()
    with _office():
        for row in queries.waiting():
            waking.wake(row.uuid)


def step(one: uuid.UUID) -> None:
    """Do what an import of a page waits for: its check, or its merge after somebody approved it."""
    with _office():
        row = queries.get_import(one)
    if row.state == State.APPROVED:
        try:
            running.apply(one, actor=row.decided_by, at=timezone.now())
        except RuleBroken as broken:
            if broken.code not in CHECK_AGAIN:
                raise
            _check(one, because=broken.code)
    elif row.state in {State.RECEIVED, State.CHECKING}:
        _check(one)


def _check(one: uuid.UUID, *, because: str = "") -> None:
    folder = steps.folder_of(one)
    try:
        running.check(
            one,
            path=folder / "file.csv",
            rejects=folder / "rejects.csv",
            told=lambda name: steps.tell_step(one, name),
            because=because,
        )
    except RuleBroken as broken:
        if broken.code == "import_running":
            raise  # tried again later; otherwise the page tells the code


def _office() -> AbstractContextManager[None]:
    return scope(Scope.of(str(settings.REKAM_OFFICE_AREA)))
