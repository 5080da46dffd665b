"""A scan by its content: a picture or a PDF's pages are made again from their pixels, each by a child."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from rekam.applications.uploads.redraw_pdf import MOST_PAGES, PLAIN, TOO_LONG, UNREADABLE
from rekam.kernel.children import read_by_child
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import PHOTO_SIDE, is_picture, made_again

_PDF = b"%PDF-"
_CHILD = Path(__file__).with_name("redraw_pdf.py")
SECONDS = 20
AT_ONCE = 2  # children of one web process: the machine has other work too
WAIT_SECONDS = 25
_TURN = BoundedSemaphore(AT_ONCE)


def cleaned(data: bytes) -> tuple[bytes, str]:
    """What is kept of a sheet, and its kind, "jpeg" or "pdf".

    Raises RuleBroken("scan_type_unknown" | "scan_unreadable" | "scan_unsafe" | "scan_too_long" |
    "scan_later").
    """
    if is_picture(data):
        return _picture(data), "jpeg"
    if data.startswith(_PDF):
        return _pages(data), "pdf"
    raise RuleBroken("scan_type_unknown")


def _picture(data: bytes) -> bytes:
    with _turn():
        try:
            return made_again(data, longest=PHOTO_SIDE)
        except RuleBroken as broken:
            raise RuleBroken("scan_unreadable") from broken


def _pages(data: bytes) -> bytes:
    with _turn():
        try:
            status, pages = read_by_child(_CHILD, data=data, seconds=SECONDS)
        except TimeoutError as late:
            raise RuleBroken("scan_unsafe") from late
    if status == TOO_LONG:
        raise RuleBroken("scan_too_long", limit=MOST_PAGES)
    if status != PLAIN:
        raise RuleBroken("scan_unreadable" if status == UNREADABLE else "scan_unsafe")
    return pages


@contextmanager
def _turn() -> Iterator[None]:
    """So many children at once and no more; who waits too long sends the same sheet again later."""
    if not _TURN.acquire(timeout=WAIT_SECONDS):
        raise RuleBroken("scan_later")
    try:
        yield
    finally:
        _TURN.release()
