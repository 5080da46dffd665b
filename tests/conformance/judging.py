"""Let a judge run in its own environment: JSON in, rows out."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "judges"
ACCEPTED = "accepts it"
Row = list[str]  # what was written, who read it, what came of it


@contextmanager
def judge_at_work(script: str, *, told: object, folder: Path) -> Iterator[Callable[[], Any]]:
    """A judge that answers over a network: told one line, it says what it has to say line by line."""
    _copy(folder)
    command = [_runner(script, folder=folder), str(folder / script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said = process.stdout
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        try:
            yield lambda: json.loads(said.readline())
        finally:
            process.terminate()


def judge(script: str, *, told: object, folder: Path) -> list[Row]:
    """The rows that a script of judges/ prints; its packages lie in the folder that set_up.sh made."""
    _copy(folder)
    command = [_runner(script, folder=folder), str(folder / script)]
    done = subprocess.run(command, input=json.dumps(told), stdout=subprocess.PIPE, text=True, check=True)
    rows: list[Row] = json.loads(done.stdout)
    return rows


def _copy(folder: Path) -> None:
    for path in (*SCRIPTS.glob("*.mjs"), *SCRIPTS.glob("*.py")):
        shutil.copy(path, folder)


def _runner(script: str, *, folder: Path) -> str:
    return "node" if script.endswith(".mjs") else str(folder / "python" / "bin" / "python")
