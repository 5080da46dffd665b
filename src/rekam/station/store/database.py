"""Opening the station's SQLite files so that a commit is on the disk when it returns."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import apsw

from rekam.kernel.errors import RuleBroken
from rekam.station.store.files import medium_told

BUSY_MILLISECONDS = 10_000


class Database:
    """One file, one connection, one lock: the pages and the sender take turns."""

    def __init__(
        self, path: Path, *, schema: Sequence[str], least: int | None = None, key: bytes | None = None
    ) -> None:
        """Open or make the file.

        schema   the statements of each version of the file, oldest first; a file is brought to the last
        least    the oldest version whose code still works with such a file (None: the last alone)
        key      32 bytes, with which the cipher ChaCha20-Poly1305 encrypts it
        Raises RuleBroken("store_key_wrong" | "store_damaged" | "store_disk_full" | "store_unreadable"), or
        "store_too_new" for a file that a later Rekam wrote and that this one cannot work with: it stays as
        it is.
        """
        with medium_told():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not path.exists():  # SQLite gives the files beside it the same mode
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        self._lock = RLock()
        with _translated(encrypted=key is not None):
            self._connection = apsw.Connection(str(path))
            try:
                self._prepare(schema, least=least or len(schema), key=key)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, schema: Sequence[str], *, least: int, key: bytes | None) -> None:
        self._connection.set_busy_timeout(BUSY_MILLISECONDS)
        if key is not None:
            self._connection.pragma("cipher", "chacha20")
            self._connection.pragma("hexkey", key.hex())
        self._connection.pragma("journal_mode", "wal")
        # FULL: measured, NORMAL lost 22 % of the commits under power cuts (docs/explanation)
        self._connection.pragma("synchronous", "full")
        self._connection.pragma("secure_delete", "on")
        self._connection.pragma("temp_store", "memory")  # a file of its own would not be encrypted
        self._bring_up(schema, least=least)

    def _bring_up(self, schema: Sequence[str], *, least: int) -> None:
        if self._is_fit(schema, least=least):
            return
        with self.writing() as database:
            version = self._version()  # read again, now that nobody else can write
            if self._is_fit(schema, least=least):
                return
            if version > len(schema):
                raise RuleBroken("store_too_new", version=version, known=len(schema))
            for step in schema[version:]:
                database.execute(step)
            database.pragma("user_version", len(schema))
            # In the header, where an older Rekam finds it whatever tables it does not know.
            database.pragma("application_id", least)

    def _is_fit(self, schema: Sequence[str], *, least: int) -> bool:
        """Whether the file can stay as it is: of this version, or of a later one that this one may write."""
        version, asked = self._version(), int(self._connection.pragma("application_id"))
        if version == len(schema):
            return asked == least
        return version > len(schema) and 0 < asked <= len(schema)

    def _version(self) -> int:
        return int(self._connection.pragma("user_version"))

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds. Raises RuleBroken("store_damaged" | "store_unreadable")."""
        with self._lock, _translated(encrypted=False):
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """One transaction: all of it is on the disk when the block ends, or nothing is.

        Raises RuleBroken("store_disk_full" | "store_damaged" | "store_unreadable").
        """
        with self._lock, _translated(encrypted=False):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file; a later use raises apsw.ConnectionClosedError."""
        with self._lock:
            self._connection.close()


@contextmanager
def _translated(*, encrypted: bool) -> Iterator[None]:
    try:
        yield
    except apsw.FullError as error:
        raise RuleBroken("store_disk_full") from error
    except apsw.NotADBError as error:
        raise RuleBroken("store_key_wrong" if encrypted else "store_damaged") from error
    except apsw.CorruptError as error:
        raise RuleBroken("store_damaged") from error
    except (apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.BusyError) as error:
        raise RuleBroken("store_unreadable", reason=type(error).__name__) from error
