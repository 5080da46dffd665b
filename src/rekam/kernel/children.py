"""Hostile bytes are read in a process of their own, which may break where this one must not."""

import subprocess
import sys
from pathlib import Path


def read_by_child(program: Path, *words: str, data: bytes, seconds: float) -> tuple[int, bytes]:
    """The exit status and the standard output of a program that reads these bytes on its standard input.

    program  one of our files; it stands alone, and limits its own memory and time before it reads
    seconds  by the clock; the program is ended then
    A program that was ended by a signal answers with a negative status.
    Raises TimeoutError.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            [sys.executable, "-I", str(program), *words],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise TimeoutError(program.name) from late
    return done.returncode, done.stdout
