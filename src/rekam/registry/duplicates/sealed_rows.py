"""Rows on a disk that only the run that wrote them can read: each batch is sealed under a key of that run.

Spark's workers are processes, some on other machines, and read files. What lies in these is names and NIK, so
the key stays in memory: a machine that loses its power leaves files that nobody can open.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow  # type: ignore[import-untyped]
from nacl.secret import SecretBox
from nacl.utils import random

from rekam.kernel.places import private_folder


@dataclass(frozen=True)
class SealedRows:
    """Batches of rows, each in a file of its own.

    folder  the run's own, mode 0700; gone when the run ends
    key     32 bytes; never written anywhere
    rows    in all files together
    """

    folder: Path
    paths: tuple[str, ...]
    key: bytes
    rows: int


@contextmanager
def seal_rows(
    batches: Iterable[pyarrow.Table], *, within: Path, told: Callable[[int], None] | None = None
) -> Iterator[SealedRows]:
    """Write the batches, sealed, into a new folder within another; both are the owner's alone.

    The new folder is removed at the end, also after a failure.
    told  hears how many rows were written so far
    """
    key = random(SecretBox.KEY_SIZE)
    box = SecretBox(key)
    with TemporaryDirectory(dir=private_folder(within), prefix="run-") as place:
        folder = Path(place)
        paths: list[str] = []
        rows = 0
        for batch in batches:
            path = folder / f"{len(paths)}.sealed"
            path.write_bytes(box.encrypt(_as_stream(batch)))
            paths.append(str(path))
            rows += batch.num_rows
            if told is not None:
                told(rows)
        yield SealedRows(folder=folder, paths=tuple(paths), key=key, rows=rows)


def opened(path: str, *, key: bytes) -> pyarrow.Table:
    """The rows of one file.

    Raises nacl.exceptions.CryptoError where it was altered, or sealed by another run.
    """
    return pyarrow.ipc.open_stream(SecretBox(key).decrypt(Path(path).read_bytes())).read_all()


def _as_stream(batch: pyarrow.Table) -> bytes:
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_table(batch)
    content: bytes = sink.getvalue().to_pybytes()
    return content
