"""Parquet that lies sealed on disk and open only in memory.

DuckDB 2 refuses to write encrypted Parquet without an extension that it would fetch from the network (its
built-in random numbers are no good for that; decision 0027), so the file is sealed whole: AES-256-GCM over
pieces, each bound to its place, to their number and to the file's name.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private

MAGIC = b"RKMCOL1\n"
PIECE = 1 << 24  # bytes of Parquet in a piece
NONCE = 12


def write_sealed(path: Path, columns: Mapping[str, np.ndarray], *, key: bytes) -> None:
    """Write columns as Parquet, sealed under a key of 32 bytes; nothing open ever reaches the disk."""
    with _in_memory() as (number, name):
        with duckdb.connect() as engine:
            engine.register("columns", dict(columns))
            engine.execute(f"COPY columns TO '{name}' (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)")
        content = os.pread(number, os.fstat(number).st_size, 0)
    write_private(path, MAGIC + b"".join(_sealed(content, key=key, name=path.name)))


@contextmanager
def open_sealed(path: Path, *, key: bytes) -> Iterator[duckdb.DuckDBPyRelation]:
    """The columns of a sealed file as a relation, while the block runs.

    Raises RuleBroken("columns_unreadable") where the file is no such file, or was changed.
    """
    with _in_memory() as (number, name):
        os.write(number, _unsealed(path, key=key))
        with duckdb.connect() as engine:
            yield engine.read_parquet(name)


@contextmanager
def _in_memory() -> Iterator[tuple[int, str]]:
    """A file without a place on any disk, and the name by which this process opens it again."""
    number = os.memfd_create("columns")
    try:
        yield number, f"/proc/self/fd/{number}"
    finally:
        os.close(number)


def _sealed(content: bytes, *, key: bytes, name: str) -> Iterator[bytes]:
    pieces = [content[start : start + PIECE] for start in range(0, len(content), PIECE)]
    for place, piece in enumerate(pieces):
        nonce = os.urandom(NONCE)
        yield nonce + AESGCM(key).encrypt(nonce, piece, _bound(name, place=place, of=len(pieces)))


def _unsealed(path: Path, *, key: bytes) -> bytes:
    content = path.read_bytes()
    if not content.startswith(MAGIC):
        raise RuleBroken("columns_unreadable")
    whole, step = content[len(MAGIC) :], NONCE + PIECE + 16
    pieces = [whole[start : start + step] for start in range(0, len(whole), step)]
    try:
        return b"".join(
            AESGCM(key).decrypt(piece[:NONCE], piece[NONCE:], _bound(path.name, place=place, of=len(pieces)))
            for place, piece in enumerate(pieces)
        )
    except (InvalidTag, ValueError) as broken:
        raise RuleBroken("columns_unreadable") from broken


def _bound(name: str, *, place: int, of: int) -> bytes:
    return f"{name} {place}/{of}".encode()
