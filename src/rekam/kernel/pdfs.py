"""A PDF that somebody sends, made again from its pages by a process of its own."""

from pathlib import Path

from rekam.kernel.children import read_by_child
from rekam.kernel.errors import RuleBroken
from rekam.kernel.redraw_pdf import MOST_PAGES, PLAIN, TOO_LONG, UNREADABLE

SECONDS = 20
_CHILD = Path(__file__).with_name("redraw_pdf.py")
_BEGINNING = b"%PDF-"


def is_pdf(data: bytes) -> bool:
    """Whether these bytes begin as a PDF."""
    return data.startswith(_BEGINNING)


def drawn_again(data: bytes) -> bytes:
    """A PDF of the same pages as pictures and nothing else; what no scan needs is refused with its reason.

    Raises RuleBroken("paper_unreadable" | "paper_unsafe" | "paper_too_long").
    """
    try:
        status, pages = read_by_child(_CHILD, data=data, seconds=SECONDS)
    except TimeoutError as late:
        raise RuleBroken("paper_unsafe") from late
    if status == TOO_LONG:
        raise RuleBroken("paper_too_long", limit=MOST_PAGES)
    if status != PLAIN or not pages:
        raise RuleBroken("paper_unreadable" if status == UNREADABLE else "paper_unsafe")
    return pages
