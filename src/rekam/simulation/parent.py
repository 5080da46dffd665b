"""A simulated device ends with the process that started it."""

import os
import threading
import time
from typing import Final

LOOK_EVERY_SECONDS: Final = 0.5


def watch(parent: int, stopping: threading.Event) -> None:
    """Set `stopping` when the parent's process id is no longer there, or no longer ours."""
    ours = os.getppid() == parent
    while not stopping.is_set():
        time.sleep(LOOK_EVERY_SECONDS)
        if (ours and os.getppid() != parent) or not _alive(parent):
            stopping.set()


def _alive(process: int) -> bool:
    if os.name != "posix":  # os.kill(pid, 0) would end the process there; --until-stdin-closes serves instead
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
