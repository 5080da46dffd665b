"""Whether somebody at the terminal pressed a key: the sign to stop with the best so far."""

import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def key_pressed() -> Iterator[Callable[[], bool] | None]:
    """Inside, ask whether a key was pressed since; None where no terminal is there to ask."""
    try:
        import termios
        import tty
    except ImportError:  # not a POSIX system
        yield None
        return
    if not sys.stdin.isatty():
        yield None
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        yield _ready
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
        termios.tcflush(sys.stdin, termios.TCIFLUSH)


def _ready() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])
