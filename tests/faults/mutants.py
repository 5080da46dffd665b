"""The station without one of its defences: with each, a test of faults must turn red."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw

from rekam.enrolment.packet import PartFacts, SealedPart
from rekam.enrolment.packet_envelope import sha256
from rekam.station.store.database import Database, _translated

DATABASE = Database.__init__


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


def in_clear(
    self: Database,
    path: Path,
    *,
    schema: Sequence[str],
    least: int | None = None,
    key: bytes | None = None,
) -> None:
    """In place of `Database.__init__`: nothing is encrypted."""
    DATABASE(self, path, schema=schema, least=least)


def unsealed(content: bytes, *, to: bytes) -> SealedPart:
    """In place of `packet.seal_part`: parts lie there as they were captured."""
    return SealedPart(facts=PartFacts(plain=sha256(content), sealed=sha256(content)), sealed=content)
