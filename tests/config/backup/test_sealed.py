"""What is cut, swapped, left out, lengthened, renamed or sealed by others does not open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl import bindings

from rekam.config.backup import sealed
from rekam.config.backup.sealed import DataKey, Stream, opened, seal_file
from rekam.kernel.errors import RuleBroken

KEY = DataKey(kid="0123456789abcdef", key=bytes(range(32)))
HEAD = len(sealed.MAGIC) + sealed.KID_BYTES + sealed.HEADER_BYTES
SMALL = 64  # bytes of a piece here


@pytest.fixture(autouse=True)
def small_pieces() -> Iterator[None]:
    with patch.object(sealed, "PIECE", SMALL):
        yield


def told(path: Path, *, name: str = "bases/1/base", kid: str = KEY.kid, key: bytes = KEY.key) -> bytes | str:
    try:
        return b"".join(opened(path, keys={kid: key}, name=name))
    except RuleBroken as refused:
        return refused.code


@given(parts=st.lists(st.binary(max_size=300), max_size=5))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_sealed_opens(parts: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "base"
    assert seal_file(path, parts, key=KEY, name="bases/1/base") == path.stat().st_size
    assert told(path) == b"".join(parts)
    assert list(tmp_path.iterdir()) == [path]


def swapped(data: bytes) -> bytes:
    size = SMALL + sealed.TAG_BYTES
    first, second = data[HEAD : HEAD + size], data[HEAD + size : HEAD + 2 * size]
    return data[:HEAD] + second + first + data[HEAD + 2 * size :]


def without_the_last_piece(data: bytes) -> bytes:
    size = SMALL + sealed.TAG_BYTES
    return data[: HEAD + (len(data) - HEAD - 1) // size * size]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "one bit": (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "backup_file_altered"),
    "two pieces swapped": (swapped, "backup_file_altered"),
    "cut between two pieces": (without_the_last_piece, "backup_file_cut"),
    "cut in a piece": (lambda data: data[:-3], "backup_file_altered"),
    "cut before the first": (lambda data: data[:HEAD], "backup_file_cut"),
    "something behind the end": (lambda data: data + b"x" * 20, "backup_file_altered"),
    "no such file at all": (lambda _: b"", "backup_file_altered"),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_is_refused(how: str, tmp_path: Path) -> None:
    damage, code = DAMAGES[how]
    path = tmp_path / "base"
    seal_file(path, [bytes(n % 251 for n in range(9_000))[::-7]], key=KEY, name="bases/1/base")
    path.write_bytes(damage(path.read_bytes()))
    assert told(path) == code


def test_another_name_or_key_does_not_open_and_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "base"
    seal_file(path, [b"log"], key=KEY, name="bases/1/base")
    assert told(path, name="bases/2/base") == "backup_file_altered"
    assert told(path, key=bytes(32)) == "backup_file_altered"
    assert told(path, kid="f" * 16) == "backup_key_other"
    assert told(tmp_path / "away") == "backup_file_missing"


def trusting(file: BinaryIO, *, state: object, name: str) -> Iterator[bytes]:
    """In place of `_in_order`: what opens is given, and nobody asks for the end."""
    while closed := file.read(SMALL + sealed.TAG_BYTES):
        yield bindings.crypto_secretstream_xchacha20poly1305_pull(state, closed, name.encode())[0]


def test_mutant_without_the_check_of_the_end_a_cut_file_passes(tmp_path: Path) -> None:
    path = tmp_path / "base"
    seal_file(path, [bytes(n % 251 for n in range(9_000))[::-7]], key=KEY, name="bases/1/base")
    path.write_bytes(without_the_last_piece(path.read_bytes()))
    with patch.object(sealed, "_in_order", trusting):
        assert told(path) != "backup_file_cut"


def test_a_stream_gives_what_is_asked_for() -> None:
    stream = Stream(iter([b"ab", b"", b"cde", b"f"]))
    assert [stream.read(4), stream.read(4), stream.read(4)] == [b"abcd", b"ef", b""]
