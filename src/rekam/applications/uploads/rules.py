"""What may be sent as a scan, and which papers an application still lacks (pure)."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from rekam.applications.catalogue.rules import Document, Requirement
from rekam.kernel.errors import RuleBroken

MOST_BYTES = 5 * 1024 * 1024  # of one sheet: a photograph of a telephone has 2 to 4 MB
MOST_SHEETS = 4  # of one paper


class Verdict(StrEnum):
    """What an officer said of a sheet."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    AGAIN = "again"


def check_sheet(*, size: int, sheets: int) -> None:
    """Refuse an empty or too large file, and one sheet too many of a paper.

    Raises RuleBroken("scan_empty" | "scan_too_large" | "scan_too_many").
    """
    if size == 0:
        raise RuleBroken("scan_empty")
    if size > MOST_BYTES:
        raise RuleBroken("scan_too_large", limit=MOST_BYTES // (1024 * 1024))
    if sheets >= MOST_SHEETS:
        raise RuleBroken("scan_too_many", limit=MOST_SHEETS)


def missing(*, required: Iterable[Requirement], sent: Collection[Document]) -> tuple[Document, ...]:
    """The papers without which an application is not sent, in the order in which they are asked for."""
    return tuple(one.document for one in required if one.always and one.document not in sent)
