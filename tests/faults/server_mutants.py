"""The server without one of its defences: with each, a test of faults must turn red."""

import os
import signal
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rekam.enrolment import worker
from rekam.enrolment.operations import attempts
from rekam.enrolment.operations.models import Attempt
from rekam.kernel.database import EVERYWHERE, scope

BEGIN = attempts.begin


class Unsynced:
    """In place of `os` in vault.media: nothing waits for the disk."""

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    def fsync(self, _handle: int) -> None:
        """Not now."""


def once(stage: str, packet: uuid.UUID, *, at: datetime) -> bool:
    """In place of `attempts.begin`: what was begun is not begun again."""
    with scope(EVERYWHERE):
        if Attempt.objects.filter(packet__uuid=packet, stage=stage).exists():
            return False
    return BEGIN(stage, packet, at=at)


def straight(path: Path, content: bytes | bytearray) -> None:
    """In place of `media.write`: under its name from the first byte on; and it dies on the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content[: len(content) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def deaf(path: Path, content: bytes | bytearray) -> None:
    """In place of `media.write`: straight under its name, and what the disk says is not heard."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)


def working_once(*, concurrency: int) -> None:
    """In place of `worker.work`: a worker that ends with its database."""
    with suppress(Exception):
        worker._run(concurrency=concurrency)
