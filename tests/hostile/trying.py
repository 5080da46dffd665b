"""A process that lets hostile files in by the product's own functions, each in a child, and measures it.

Reads pickled (door, bytes, mutant) from its standard input and answers with an `Outcome` for each.
"""

import os
import pickle
import resource
import signal
import sys
import time
from dataclasses import dataclass
from typing import IO

SECONDS = 60  # by the clock, so that nothing hangs


@dataclass(frozen=True)
class Outcome:
    """What became of a file: kept bytes, or the code it was refused with, or the error that it broke out by.

    seconds   by the clock; `cpu` of the processor, with all children
    megabytes the most that one of the processes held
    """

    kept: bytes
    code: str
    broke: str
    seconds: float
    cpu: float
    megabytes: float


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.test")
    import django

    django.setup()
    from tests.hostile import doors

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            door, data, mutant = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(_tried(doors.knock, door, data, mutant), answers)
        answers.flush()


def _tried(knock, door: str, data: bytes, mutant: str) -> Outcome:  # type: ignore[no-untyped-def]
    reading, writing = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))  # of a mutant, for the machine's sake
        signal.alarm(SECONDS)
        with os.fdopen(writing, "wb") as out:
            pickle.dump(knock(door, data, mutant), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        answer = told.read()
    _, status, used = os.wait4(child, 0)
    seconds = time.monotonic() - begun
    kept, code, broke = pickle.loads(answer) if answer else (b"", "", f"ended with {status}")
    return Outcome(kept, code, broke, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1_000)


def ask(to: IO[bytes], answers: IO[bytes], *, door: str, data: bytes, mutant: str) -> Outcome:
    """Send one file to the process, and its outcome."""
    pickle.dump((door, data, mutant), to)
    to.flush()
    found: Outcome = pickle.load(answers)
    return found


if __name__ == "__main__":
    # Pickled by its own name, not as __main__.
    from tests.hostile import trying

    trying.main()
