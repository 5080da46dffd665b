"""Files that only their owner can read, replaced whole."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rekam.kernel.places import write_private


def test_a_file_is_its_owners_alone_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret"
    for content in (b"old", b"new"):
        write_private(path, content)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["secret"]


def test_who_writes_at_the_same_moment_hinders_nobody(tmp_path: Path) -> None:
    path = tmp_path / "packed.gz"
    contents = [bytes([letter]) * 1000 for letter in range(200)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda content: write_private(path, content), contents))
    assert path.read_bytes() in contents
    assert [one.name for one in tmp_path.iterdir()] == ["packed.gz"]
