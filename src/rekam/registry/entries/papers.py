"""Papers that come with an entry: images and PDF, made again from their pixels, in the vault."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rekam.kernel.errors import RuleBroken
from rekam.kernel.pdfs import drawn_again, is_pdf
from rekam.kernel.pictures import is_picture, made_again
from rekam.registry.entries.models import Entry
from rekam.vault import services as vault

MOST_PAPERS = 5
MOST_BYTES = 3 * 1024 * 1024  # five of them fit into one request
TYPES = {"jpeg": "image/jpeg", "pdf": "application/pdf"}
_HOLD: list[Callable[[str], bool]] = []


@dataclass(frozen=True)
class Paper:
    """An upload that is kept: its vault address and what it is, "jpeg" or "pdf"."""

    address: str
    kind: str


def keep(uploads: Sequence[bytes]) -> list[Paper]:
    """Keep the papers of an entry; what is none is refused before anything is kept.

    Raises RuleBroken("papers_too_many" | "paper_too_large" | "paper_type_unknown" | "paper_unreadable" |
    "paper_unsafe" | "paper_too_long").
    """
    if len(uploads) > MOST_PAPERS:
        raise RuleBroken("papers_too_many", limit=MOST_PAPERS)
    made = [cleaned(data) for data in uploads]
    return [Paper(vault.keep(data, kind="document"), kind) for data, kind in made]


def held_above(holds: Callable[[str], bool]) -> None:
    """Let a room above say of an address whether it still needs that paper; once, at the start."""
    _HOLD.append(holds)


def forget(addresses: Iterable[str]) -> None:
    """Take papers out of the vault after this transaction, but for those that somebody still has.

    The same paper has one address, and it may come again with the entry that follows a refused one.
    """
    vault.forget_unless_held(
        addresses, held=lambda address: any(holds(address) for holds in (_entry_has, *_HOLD))
    )


def _entry_has(address: str) -> bool:
    return Entry.objects.filter(papers__contains=[{"address": address}]).exists()


def check(data: bytes) -> str:
    """Which kind of paper this is by its content, "image" or "pdf".

    Raises RuleBroken("paper_too_large" | "paper_type_unknown").
    """
    if len(data) > MOST_BYTES:
        raise RuleBroken("paper_too_large", limit=MOST_BYTES)
    if is_pdf(data):
        return "pdf"
    if not is_picture(data):
        raise RuleBroken("paper_type_unknown")
    return "image"


def cleaned(data: bytes) -> tuple[bytes, str]:
    """What is kept of a paper, and its kind, "jpeg" or "pdf". Raises as `keep`."""
    return (drawn_again(data), "pdf") if check(data) == "pdf" else (made_again(data), "jpeg")
