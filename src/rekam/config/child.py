"""Becomes the Python program it is told, which then ends when the process that started it is gone.

    python -S child.py PARENT WORDS...

A parent that is killed cannot stop what it started; systemd does, a terminal does not. Linux alone knows this
(PR_SET_PDEATHSIG, kept over execve); elsewhere the program simply begins. Not imported by anything.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Never returns."""
    parent, *words = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):  # it was gone before we asked
            sys.exit(1)
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - the words are ours


if __name__ == "__main__":
    main()
