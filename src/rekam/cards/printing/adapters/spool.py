"""Printers that take files: a folder that a maker's program watches, or CUPS. Neither tells what came out."""

import os
import shutil
import subprocess
from pathlib import Path

from rekam.cards.printing.adapters import Seen, Trouble
from rekam.cards.printing.messages import Order
from rekam.cards.printing.rules import Condition, Step

LP_SECONDS = 30


class Folder:
    """Puts NUMBER-depan.pdf, NUMBER-belakang.pdf, NUMBER-cip.bin and, last of all, NUMBER.siap into a folder.

    NUMBER is the blank's serial. Each file is written aside, flushed to the disk and renamed, so whoever
    watches for .siap finds whole files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> Seen:
        ready = self._folder.is_dir() and os.access(self._folder, os.W_OK)
        return Seen(Condition.READY if ready else Condition.UNPLUGGED)

    def feed(self) -> str:
        return ""

    def do(self, step: Step, *, order: Order) -> str:
        if step is not Step.PRINT:
            raise ValueError(f"a folder knows no step {step}")
        files = {"-depan.pdf": order.front, "-belakang.pdf": order.back, "-cip.bin": order.chip}
        try:
            for ending, content in files.items():
                if content:
                    put(self._folder / f"{order.serial}{ending}", content=content)
            put(self._folder / f"{order.serial}.siap", content=b"")
        except OSError as error:
            raise Trouble(Condition.NO_ANSWER) from error
        return ""

    def reject(self) -> None:
        """Nothing lies in a folder."""


class Cups:
    """Gives both sides to a queue of CUPS by `lp`, which keeps copies of its own.

    tools   the folder of `lp` and `lpstat`, where they are not on the PATH
    """

    def __init__(self, queue: str, *, folder: Path, tools: str | None = None) -> None:
        self._queue, self._folder = queue, folder
        self._lp, self._lpstat = (shutil.which(name, path=tools) for name in ("lp", "lpstat"))

    def look(self) -> Seen:
        """Ready only where the queue prints: a paused one would take the card, and print it some day."""
        try:
            told = _asked(self._lpstat, "-p", self._queue, "-a", self._queue)
        except Trouble as trouble:
            return Seen(trouble.code)
        stands = any(word in told for word in (" disabled since ", " not accepting requests "))
        return Seen(Condition.NO_ANSWER if stands else Condition.READY)

    def feed(self) -> str:
        return ""

    def do(self, step: Step, *, order: Order) -> str:
        if step is not Step.PRINT:
            raise ValueError(f"CUPS knows no step {step}")
        found = self.look().condition
        if found is not Condition.READY:
            raise Trouble(found)
        paths = [self._folder / f"{order.serial}-{side}.pdf" for side, _ in _sides(order)]
        try:
            for path, (_, content) in zip(paths, _sides(order), strict=True):
                put(path, content=content)
            _asked(self._lp, "-d", self._queue, "-t", f"kartu {order.serial}", "--", *map(str, paths))
            for path in paths:
                path.unlink()
        except OSError as error:
            raise Trouble(Condition.NO_ANSWER) from error
        return ""

    def reject(self) -> None:
        """CUPS cannot put a card aside; whoever stands there does."""


def _asked(tool: str | None, *words: str) -> str:
    """What a tool of CUPS says, in its own English."""
    if tool is None:
        raise Trouble(Condition.UNPLUGGED)
    try:
        done = subprocess.run(  # noqa: S603 - our words
            [tool, *words],
            check=True,
            capture_output=True,
            text=True,
            timeout=LP_SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Trouble(Condition.NO_ANSWER) from error
    return done.stdout


def _sides(order: Order) -> list[tuple[str, bytes]]:
    sides = [("depan", order.front), ("belakang", order.back)]
    return [(side, content) for side, content in sides if content]


def put(path: Path, *, content: bytes) -> None:
    """A file that is there whole or not, also after a power cut; only its owner reads it. Raises OSError."""
    aside = path.with_name(f".{path.name}.new")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    if os.name == "posix":  # Windows cannot open a folder, and flushes the rename itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
