"""A scan by its content: a picture or a PDF's pages are made again from their pixels, each by a child."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from rekam.kernel.errors import RuleBroken
from rekam.kernel.pdfs import drawn_again, is_pdf
from rekam.kernel.pictures import PHOTO_SIDE, is_picture, made_again

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
    if is_pdf(data):
        return _pages(data), "pdf"
    raise RuleBroken("scan_type_unknown")


def _picture(data: bytes) -> bytes:
    with _turn():
        try:
            return made_again(data, longest=PHOTO_SIDE)
        except RuleBroken as broken:
            raise RuleBroken("scan_unreadable") from broken


_SAID = {
    "paper_unreadable": "scan_unreadable",
    "paper_unsafe": "scan_unsafe",
    "paper_too_long": "scan_too_long",
}


def _pages(data: bytes) -> bytes:
    with _turn():
        try:
            return drawn_again(data)
        except RuleBroken as broken:
            raise RuleBroken(_SAID[broken.code], **broken.facts) from broken


@contextmanager
def _turn() -> Iterator[None]:
    """So many children at once and no more; who waits too long sends the same sheet again later."""
    if not _TURN.acquire(timeout=WAIT_SECONDS):
        raise RuleBroken("scan_later")
    try:
        yield
    finally:
        _TURN.release()
