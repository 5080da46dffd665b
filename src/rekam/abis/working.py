"""The process that does what other systems ask, sends them answers and keeps the audit's sequence."""

import logging
import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import Error, close_old_connections

from rekam.abis import services as abis
from rekam.abis.engine.warm import warm
from rekam.abis.mosip import worker as mosip
from rekam.abis.osia import worker as osia
from rekam.audit import services as audit
from rekam.kernel.errors import RuleBroken

IDLE_SECONDS = 0.2
CHORES_SECONDS = 2.0
FORGET_SECONDS = 3600.0
COMPACT_SECONDS = 24 * 3600.0
PAUSE_SECONDS = 5.0
KEPT_DAYS = 31
log = logging.getLogger(__name__)


class Door(Protocol):
    """What one kind of other system needs of the worker."""

    name: str

    def do_next(self) -> bool:
        """Do one thing that waits; whether there was one."""
        ...

    def chores(self) -> bool:
        """Send answers; False where the other side took none: try again later."""
        ...

    def forget(self, *, before: datetime) -> None:
        """Let go of what was answered before a moment."""
        ...


@dataclass
class Worker:
    """One worker; a second one on another machine waits until this one is gone."""

    doors: Sequence[Door]
    _chores_at: float = 0.0
    _forget_at: float = 0.0
    _compact_at: float = 0.0

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; what is at hand is finished, the others wait in the database."""
        while not stop.is_set():
            close_old_connections()
            gone = [self._tried(door) for door in self.doors]
            if None in gone:
                stop.wait(PAUSE_SECONDS)
            elif not any(gone):
                stop.wait(IDLE_SECONDS)

    def _tried(self, door: Door) -> bool | None:
        """Whether a door had something to do; None where this machine is at fault."""
        try:
            busy = door.do_next()
            self._chores()
        except (Error, RuleBroken) as gone:
            log.warning("what %s asks waits: %s", door.name, _told(gone))
            return None
        return busy

    def _chores(self) -> None:
        now = time.monotonic()
        if now < self._chores_at:
            return
        self._chores_at = now + CHORES_SECONDS
        audit.sequence_all()
        sent = [door.chores() for door in self.doors]
        if not all(sent):
            self._chores_at = now + PAUSE_SECONDS
        if now >= self._forget_at:
            self._forget_at = now + FORGET_SECONDS
            before = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
            for door in self.doors:
                door.forget(before=before)
            abis.forget_left_behind(since=before)
        if now >= self._compact_at:
            self._compact_at = now + COMPACT_SECONDS
            abis.compact_gallery()


def work() -> None:
    """Work until SIGINT or SIGTERM. Raises what the doors say of their variables."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker = Worker([mosip.door_of(os.environ), osia.door_of(os.environ)])
    warm()  # or the first search would wait for a compiler, once on a machine
    worker.run(stop)


def _told(gone: Exception) -> str:
    return gone.code if isinstance(gone, RuleBroken) else type(gone).__name__
