"""The door itself: one for a process, on its event loop; the pages run in threads behind it."""

import asyncio
import io
import logging
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Protocol

from rekam.web.crowd.addresses import is_residents
from rekam.web.door import answers
from rekam.web.door.answers import Answer
from rekam.web.door.bodies import (
    BUSY,
    IN_MEMORY,
    MOST_BYTES,
    NOT_READ,
    SLOW,
    CutShort,
    Fetched,
    Source,
    TooSlow,
    gather,
)
from rekam.web.door.environ import Scope, environ_of, length_of
from rekam.web.door.rules import PACKETS, Kind, Patience, Room, Taken, has_line, has_place, kind_of, rooms
from rekam.web.watch.requests import counters, door_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

IMPORTS = "/register/impor/"  # may be huge, and is refused unread to whoever may not
log = logging.getLogger(__name__)


class Line(Source, Protocol):
    """One request's way in and out, as the server gives it (RSGI)."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer with these bytes."""

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        """Answer with a file's bytes."""


class Door:
    """Serves an application of threads to a server that knows none.

    rooms      how much of each kind
    patience   how slow a line may be
    """

    def __init__(
        self,
        application: "WSGIApplication",
        *,
        rooms: Mapping[Kind, Room] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._application = application
        self._rooms = rooms or _usual()
        self._patience = patience or Patience()
        self._taken = Taken()
        self._threads = {
            kind: ThreadPoolExecutor(room.threads, thread_name_prefix=kind)
            for kind, room in self._rooms.items()
        }

    async def __rsgi__(self, scope: Scope, line: Line) -> None:
        """One request, from its head to its answer."""
        answer = await self._answer(scope, line)
        if answer.file:
            line.response_file(answer.status, list(answer.headers), answer.file)
        else:
            line.response_bytes(answer.status, list(answer.headers), answer.body)

    async def _answer(self, scope: Scope, line: Line) -> Answer:
        path, length = scope.path, length_of(scope)
        kind = kind_of(path)
        if not has_place(kind, taken=self._taken, among=self._rooms):
            return self._come_again(path, kind=kind, is_read=length == 0)
        if length == 0:
            return await self._worked(scope, body=io.BytesIO(), kind=kind)
        if length > MOST_BYTES or path.startswith(IMPORTS):
            body = Fetched(line, patience=self._patience, loop=asyncio.get_running_loop())
            return await self._worked(scope, body=body, kind=kind)
        return await self._gathered(scope, line, kind=kind, length=length)

    async def _gathered(self, scope: Scope, line: Line, *, kind: Kind, length: int) -> Answer:
        is_large = length > self._patience.small
        if is_large and not has_line(kind, taken=self._taken, among=self._rooms):
            return await self._not_read(scope, kind=kind, why=BUSY)
        self._taken.lines[kind] += is_large
        try:
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
                return await self._brought(scope, line, kind=kind, length=length, body=body)
        finally:
            self._taken.lines[kind] -= is_large

    async def _brought(self, scope: Scope, line: Line, *, kind: Kind, length: int, body: IO[bytes]) -> Answer:
        """What is answered to a body, when it is here or will not come."""
        clock = asyncio.get_running_loop().time
        try:
            await gather(line, into=body, length=length, patience=self._patience, clock=clock)
        except CutShort:
            if not scope.path.startswith(PACKETS):
                return answers.cut_short()
        except TooSlow:
            if not scope.path.startswith(PACKETS):
                return await self._not_read(scope, kind=kind, why=SLOW)
        if not has_place(kind, taken=self._taken, among=self._rooms):
            return self._come_again(scope.path, kind=kind, is_read=True)
        return await self._worked(scope, body=body, kind=kind)

    async def _not_read(self, scope: Scope, *, kind: Kind, why: str) -> Answer:
        """Residents get a page that keeps their form in the browser (web.crowd); machines a short word."""
        if is_residents(scope.path):
            return await self._worked(scope, body=io.BytesIO(), kind=kind, not_read=why)
        if why == SLOW:
            return answers.too_slow()
        return self._come_again(scope.path, kind=kind, is_read=False)

    async def _worked(self, scope: Scope, *, body: object, kind: Kind, not_read: str = "") -> Answer:
        """The pages' own answer, from a thread of its room."""
        environ = environ_of(scope, body=body)
        if not_read:
            environ[NOT_READ] = not_read
        self._taken.places[kind] += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads[kind], answers.asked, self._application, environ)
        except Exception:  # the edge of the process: logged, and answered
            log.exception("the pages broke")
            return answers.our_mistake()
        finally:
            self._taken.places[kind] -= 1

    def _come_again(self, path: str, *, kind: Kind, is_read: bool) -> Answer:
        answer = answers.come_again(path, kind=kind, seconds=self._rooms[kind].again, is_read=is_read)
        with suppress(OSError):  # a full disk must not refuse what could be answered
            counters().count(door_of(path), status=answer.status, seconds=0)
        return answer


def _usual() -> Mapping[Kind, Room]:
    from django.conf import settings

    return rooms(questions_waiting=settings.REKAM_QUESTIONS_WAITING)
