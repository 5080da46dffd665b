"""The report of what was refused: a table that grows as the import goes, and a kill loses no line of it."""

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rekam.abis.importing.why import WHY
from rekam.kernel.sheet import defused

COLUMNS: Final = ("reference", "file", "code", "what to do")


class Report:
    """Takes each refusal and keeps it."""

    def __init__(self, file: Path) -> None:
        # Readable by its owner alone: references are another system's.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._opened = os.fdopen(handle, "w", newline="", encoding="utf-8", errors="backslashreplace")
        self._lines = csv.writer(self._opened)
        self._write(COLUMNS)

    def tell(self, *, reference: str, file: str, code: str) -> None:
        """Write a refusal down; `file` is "" where it is of the person."""
        self._write((reference, file, code, WHY[code]))

    def close(self) -> None:
        self._opened.close()

    def _write(self, cells: tuple[str, ...]) -> None:
        self._lines.writerow([defused(cell) for cell in cells])
        self._opened.flush()


@contextmanager
def reporting(file: Path) -> Iterator[Report]:
    """A fresh report in a file; who was refused before is tried again and told again."""
    report = Report(file)
    try:
        yield report
    finally:
        report.close()
