"""Numbers are given once, to many threads and processes at the same time."""

import os
import struct
import threading
from pathlib import Path

import pytest

from rekam.web.crowd import shared
from rekam.web.crowd.shared import Away, SharedMemory

THREADS, EACH = 8, 25


def take(path: Path) -> list[int]:
    """Numbers as one process with several threads takes them."""
    memory, taken = SharedMemory(path), list[int]()
    threads = [
        threading.Thread(target=lambda: taken.extend([memory.give() for _ in range(EACH)]))
        for _ in range(THREADS)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return taken


def test_no_number_is_given_twice(tmp_path: Path) -> None:
    path = tmp_path / "line"
    told, tell = os.pipe()
    if (child := os.fork()) == 0:
        os.write(tell, struct.pack(f"{THREADS * EACH}i", *take(path)))
        os._exit(0)
    ours = take(path)
    os.waitpid(child, 0)
    theirs = struct.unpack(f"{THREADS * EACH}i", os.read(told, 4 * THREADS * EACH))
    os.close(told)
    os.close(tell)

    assert sorted([*ours, *theirs]) == list(range(2 * THREADS * EACH))


def test_a_process_that_hangs_holds_up_nobody_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "PATIENCE_SECONDS", 0.01)
    hanging, ours = (SharedMemory(tmp_path / "line") for _ in range(2))
    with hanging._held(), pytest.raises(Away):
        ours.give()

    assert ours.give() == 0


def test_another_memory_has_another_name(tmp_path: Path) -> None:
    assert SharedMemory(tmp_path / "a").name != SharedMemory(tmp_path / "b").name
    assert SharedMemory(tmp_path / "a").name == SharedMemory(tmp_path / "a").name
