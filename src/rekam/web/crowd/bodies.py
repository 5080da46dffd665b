"""Forms come whole before a page begins: a slow line holds a thread, but no transaction and no turn.

A body that a broken line cut short is answered with 400 and nothing is done: a page would take the half of a
form for all of it.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from rekam.web.crowd.addresses import is_residents

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

# Residents' bodies that come in at once: each holds a thread (config.serve), of which some stay for pages.
AT_ONCE = 24
MOST_BYTES = 16 * 1024 * 1024  # what is more, web.middleware refuses unread
IN_MEMORY = 1024 * 1024
PIECE = 16 * 1024
GRACE_SECONDS, SLOWEST = 20, 4 * 1024  # bytes a second after that: a photograph of 2 MB in 8 minutes
NOT_READ = "rekam.body_not_read"  # in the environment of a request whose body was left unread: why
BUSY, SLOW = "busy", "slow"
# Doors that read by themselves: a packet's bytes count even if the line breaks, an import may be huge.
READ_THEMSELVES = ("/api/v1/packets", "/register/impor/")

_turns = threading.BoundedSemaphore(AT_ONCE)


class CutShort(Exception):
    """The line broke before the end."""


class NotRead(Exception):
    """It would hold a thread for nothing (SLOW), or there is none left (BUSY)."""


def whole_bodies(application: "WSGIApplication") -> "WSGIApplication":
    """The application, called when a form's bytes are all here."""

    def called(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        length = _length(environ)
        if not 0 < length <= MOST_BYTES or environ["PATH_INFO"].startswith(READ_THEMSELVES):
            return application(environ, start_response)
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                with _turn(environ["PATH_INFO"]):
                    gather(environ["wsgi.input"].read, into=body, length=length, clock=time.monotonic)
            except NotRead as why:
                environ[NOT_READ] = str(why)
            except CutShort:
                start_response("400 Bad Request", [("Content-Type", "text/plain"), ("Connection", "close")])
                return [b"cut short\n"]
            environ["wsgi.input"] = body
            return application(environ, start_response)

    return called


def gather(read: Callable[[int], bytes], *, into: IO[bytes], length: int, clock: Callable[[], float]) -> None:
    """Read a body of so many bytes into a file, which then stands at its beginning.

    Raises CutShort, or NotRead where the line is too slow.
    """
    there, begun = 0, clock()
    while there < length:
        try:
            piece = read(min(PIECE, length - there))
        except OSError as gone:
            raise CutShort from gone
        if not piece:
            raise CutShort
        there += into.write(piece)
        if there < length and (clock() - begun - GRACE_SECONDS) * SLOWEST > there:
            raise NotRead(SLOW)
    into.seek(0)


@contextmanager
def _turn(path: str) -> Iterator[None]:
    """One of the residents' bodies that come in at once. Raises NotRead."""
    if not is_residents(path):
        yield
        return
    if not _turns.acquire(blocking=False):
        raise NotRead(BUSY)
    try:
        yield
    finally:
        _turns.release()


def _length(environ: Mapping[str, Any]) -> int:
    told = str(environ.get("CONTENT_LENGTH") or "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
