"""Bodies come whole before a thread is taken for them: a slow line holds up nobody but itself.

A body that a broken line cut short is answered with 400 and nothing is done, since a page would take the half
of a form for all of it; of a packet every byte counts (tus), so its door gets what came.
"""

import asyncio
from collections.abc import Callable
from typing import IO, Protocol

from rekam.web.door.rules import Patience

NOT_READ = "rekam.body_not_read"  # in the environment of a request whose body was left unread: why
BUSY, SLOW = "busy", "slow"
MOST_BYTES = 16 * 1024 * 1024  # what is more, the pages refuse unread, or read by themselves
IN_MEMORY = 256 * 1024


class Source(Protocol):
    """The bytes of one request, as the server gives them."""

    async def __call__(self) -> bytes:
        """All of them. Raises RuntimeError where the line broke."""

    def __aiter__(self) -> "Pieces":
        """One piece after the other; an empty one at the end, also where the line broke."""


class Pieces(Protocol):
    """Pieces of a body."""

    async def __anext__(self) -> bytes:
        """The next one."""


class CutShort(Exception):
    """The line broke before the end."""


class TooSlow(Exception):
    """The line is given up."""


async def gather(
    source: Source, *, into: IO[bytes], length: int, patience: Patience, clock: Callable[[], float]
) -> None:
    """Bring a body of so many bytes into a file, which then stands at its beginning, also where it broke.

    Raises CutShort or TooSlow.
    """
    try:
        if length <= patience.small:
            into.write(await _whole(source, patience=patience))
        else:
            await _piece_by_piece(source, into=into, length=length, patience=patience, clock=clock)
        if into.tell() < length:
            raise CutShort
    except TimeoutError as silent:
        raise TooSlow from silent
    finally:
        into.seek(0)


async def _whole(source: Source, *, patience: Patience) -> bytes:
    try:
        async with asyncio.timeout(patience.silent):
            return await source()
    except RuntimeError as broke:
        raise CutShort from broke


async def _piece_by_piece(
    source: Source, *, into: IO[bytes], length: int, patience: Patience, clock: Callable[[], float]
) -> None:
    pieces, there, begun = aiter(source), 0, clock()
    while there < length:
        piece = await next_piece(pieces, patience=patience)
        if not piece:
            return
        there += into.write(piece)
        if there < length and patience.is_out(there=there, seconds=clock() - begun):
            raise TooSlow


async def next_piece(pieces: Pieces, *, patience: Patience) -> bytes:
    """The next piece, empty at the end. Raises TimeoutError where none comes."""
    try:
        async with asyncio.timeout(patience.silent):
            return await anext(pieces)
    except (StopAsyncIteration, RuntimeError):
        return b""


class Fetched:
    """A body that its page reads by itself, from its thread: a file of hundreds of megabytes.

    Raises OSError where the line is silent for too long.
    """

    def __init__(self, source: Source, *, patience: Patience, loop: asyncio.AbstractEventLoop) -> None:
        self._source, self._patience, self._loop = source, patience, loop
        self._pieces: Pieces | None = None
        self._left = bytearray()
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, at least one but at the end."""
        if not self._left and not self._ended:
            self._fetch()
        size = len(self._left) if size < 0 else size
        got, self._left = bytes(self._left[:size]), self._left[size:]
        return got

    def readline(self, size: int = -1) -> bytes:
        """A line, or so many bytes of it."""
        while b"\n" not in self._left and not self._ended and (size < 0 or len(self._left) < size):
            self._fetch()
        end = self._left.find(b"\n") + 1 or len(self._left)
        return self.read(end if size < 0 else min(end, size))

    def _fetch(self) -> None:
        try:
            piece = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
        except TimeoutError as silent:
            raise OSError("the line is silent") from silent
        self._ended = not piece
        self._left += piece

    async def _next(self) -> bytes:
        if self._pieces is None:
            self._pieces = aiter(self._source)
        return await next_piece(self._pieces, patience=self._patience)
