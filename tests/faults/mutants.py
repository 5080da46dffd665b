"""The station without one of its defences: with each, a test of faults must turn red."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from rekam.station.store.database import Database, _translated


class Careless(apsw.Connection):
    """In place of apsw.Connection: commits do not wait for the disk."""

    def pragma(self, name: str, value: object = None, **more: object) -> object:  # type: ignore[override]
        if name == "synchronous":
            value = "normal"
        return super().pragma(name, value, **more) if value is not None else super().pragma(name, **more)


@contextmanager
def loose(self: Database) -> Iterator[apsw.Connection]:
    """In place of `Database.writing`: each statement is a transaction of its own."""
    with _translated(encrypted=False):
        yield self._connection
