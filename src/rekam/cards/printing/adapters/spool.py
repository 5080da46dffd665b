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
    """Gives both sides to a queue of CUPS by `lp`; the files stand in a folder for as long as it may need."""

    def __init__(self, queue: str, *, folder: Path, lp: str = "lp") -> None:
        self._queue, self._folder, self._lp = queue, folder, lp

    def look(self) -> Seen:
        return Seen(Condition.READY if shutil.which(self._lp) else Condition.UNPLUGGED)

    def feed(self) -> str:
        return ""

    def do(self, step: Step, *, order: Order) -> str:
        if step is not Step.PRINT:
            raise ValueError(f"CUPS knows no step {step}")
        sides = [(f"{order.serial}-{side}.pdf", content) for side, content in _sides(order)]
        try:
            for name, content in sides:
                put(self._folder / name, content=content)
            paths = [str(self._folder / name) for name, _ in sides]
            words = [self._lp, "-d", self._queue, "-t", f"kartu {order.serial}", "--", *paths]
            subprocess.run(words, check=True, capture_output=True, timeout=LP_SECONDS)  # noqa: S603 - our words
        except (OSError, subprocess.SubprocessError) as error:
            raise Trouble(Condition.NO_ANSWER) from error
        return ""

    def reject(self) -> None:
        """CUPS cannot put a card aside; whoever stands there does."""


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
