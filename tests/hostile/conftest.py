"""The process that tries files, started once."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.trying import Outcome, ask

Trying = Callable[..., Outcome]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def attempt() -> Iterator[Trying]:
    """Bytes at a door, without the defence that a mutant takes away."""
    words = [sys.executable, "-m", "tests.hostile.trying"]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        to, answers = process.stdin, process.stdout
        assert to is not None
        assert answers is not None
        yield lambda door, data, mutant="": ask(to, answers, door=door, data=data, mutant=mutant)
        to.close()


@pytest.fixture
def every(request: pytest.FixtureRequest) -> bool:
    """Whether all files and payloads are tried, or one of each family."""
    return bool(request.config.getoption("--every"))
