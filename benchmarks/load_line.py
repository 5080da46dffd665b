"""Lines for questions at fixed moments: as many as it takes, kept open, each with one question at a time."""

import asyncio
from dataclasses import dataclass

KEPT_SECONDS = 8.0  # the server closes a line on which nothing comes; nobody asks on one that is about to go
SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Its status and bytes; status 0 = none within 20 seconds, or the line broke."""

    status: int
    again: bool = False
    body: bytes = b""


class Line(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._got = bytearray()
        self._told: asyncio.Future[Answer] | None = None
        self._way: asyncio.Transport | None = None
        self.since = 0.0
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._way = transport  # type: ignore[assignment]

    def connection_lost(self, _error: Exception | None) -> None:
        self.closed = True
        if self._told and not self._told.done():
            self._told.set_result(Answer(status=0))

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, found, body = bytes(self._got).partition(b"\r\n\r\n")
        if not found or self._told is None or self._told.done():
            return
        low = head.lower()
        length = int(low.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if len(body) < length:
            return
        self._got.clear()
        self.closed = self.closed or b"connection: close" in low
        status = int(head.split(b" ", 2)[1])
        self._told.set_result(Answer(status=status, again=b"\r\nretry-after:" in low, body=body))

    async def ask(self, request: bytes) -> Answer:
        """Send a request and wait for its answer."""
        loop = asyncio.get_running_loop()
        self._told = loop.create_future()
        if self._way is None or self.closed:
            return Answer(status=0)
        self._way.write(request)
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._told
        except TimeoutError:
            self.close()
            return Answer(status=0)
        self.since = loop.time()
        return answer

    def close(self) -> None:
        """Let the line go."""
        self.closed = True
        if self._way:
            self._way.close()


class Lines:
    """Open lines to one port; the one used last is used first."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[Line] = []

    async def ask(self, request: bytes) -> Answer:
        """The answer, by a line that is free or a new one."""
        loop = asyncio.get_running_loop()
        while self._open:
            line = self._open.pop()
            if not line.closed and loop.time() - line.since < KEPT_SECONDS:
                break
            line.close()
        else:
            try:
                async with asyncio.timeout(SECONDS):
                    _, line = await loop.create_connection(Line, "127.0.0.1", self._port)
            except (OSError, TimeoutError):
                return Answer(status=0)
        answer = await line.ask(request)
        if line.closed:
            line.close()
        else:
            self._open.append(line)
        return answer
