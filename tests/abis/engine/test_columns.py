"""How the system is told to read the columns of a large gallery."""

import re
from pathlib import Path

import numpy as np
import pytest

from rekam.abis.engine import columns
from rekam.abis.engine.columns import mapped_column, read_through
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import row_words

ROWS = 50
AT_RANDOM, AHEAD = "rr", "sr"


def test_fingers_of_many_are_read_one_by_one_but_ahead_by_who_reads_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index of a million fingers on a cold disk takes three times as long without."""
    monkeypatch.setattr(columns, "READ_APART", ROWS)
    fingers = mapped_column(_file(tmp_path, Position.RIGHT_INDEX), position=Position.RIGHT_INDEX, rows=ROWS)
    eyes = mapped_column(_file(tmp_path, Position.IRIS_LEFT), position=Position.IRIS_LEFT, rows=ROWS)
    assert AT_RANDOM in _advice(tmp_path, Position.RIGHT_INDEX)
    assert AT_RANDOM not in _advice(tmp_path, Position.IRIS_LEFT)
    with read_through(fingers[10:20]):  # a stretch of a gallery in shards, too
        assert AHEAD in _advice(tmp_path, Position.RIGHT_INDEX)
    assert AT_RANDOM in _advice(tmp_path, Position.RIGHT_INDEX)
    assert not fingers.any()
    assert not eyes.any()


def test_few_fingers_and_fingers_in_memory_are_left_to_the_system(tmp_path: Path) -> None:
    """Their column is in memory soon anyhow."""
    position = Position.RIGHT_INDEX
    few = mapped_column(_file(tmp_path, position), position=position, rows=ROWS)
    with read_through(few), read_through(np.zeros((ROWS, row_words(position)), dtype=np.uint64)):
        assert not _advice(tmp_path, position) & {AT_RANDOM, AHEAD}


def _file(folder: Path, position: Position) -> Path:
    path = folder / f"{position}.rows"
    path.write_bytes(bytes(ROWS * 8 * row_words(position)))
    return path


def _advice(folder: Path, position: Position) -> set[str]:
    """The system's own flags of a mapping (proc(5), VmFlags)."""
    maps = Path("/proc/self/smaps").read_text()
    found = re.search(rf"{re.escape(str(folder / f'{position}.rows'))}\n(?:.*\n)*?VmFlags: (.*)", maps)
    assert found is not None
    return set(found[1].split())
