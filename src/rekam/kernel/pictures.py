"""Pictures that somebody sends, made again from their pixels by a process of its own."""

from pathlib import Path

from rekam.kernel.children import read_by_child
from rekam.kernel.errors import RuleBroken
from rekam.kernel.jpeg_scans import is_drawn_too_often

SECONDS = 20
LONGEST_SIDE = 3_000
MOST_PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDE = 2_000  # pixels; a letter on A4 stays readable
_CLEANER = Path(__file__).with_name("clean_image.py")
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def is_picture(data: bytes) -> bool:
    """Whether these bytes begin as a PNG or a JPEG."""
    return data.startswith((_PNG, _JPEG))


def clean_photo(data: bytes, *, longest: int = PHOTO_SIDE) -> bytes:
    """A photograph that an officer took, JPEG or PNG, as `made_again` leaves it.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable").
    """
    if not data:
        raise RuleBroken("photo_missing")
    if len(data) > MOST_PHOTO_BYTES:
        raise RuleBroken("photo_too_large", limit=MOST_PHOTO_BYTES)
    if not is_picture(data):
        raise RuleBroken("photo_type_wrong")
    return made_again(data, longest=longest)


def made_again(data: bytes, *, longest: int = LONGEST_SIDE) -> bytes:
    """A JPEG of the same pixels and nothing else: what a camera or an attacker wrote beside them is gone.

    longest   side in pixels; larger pictures are made smaller
    A hostile picture may break the process that reads it, which has limits, not this one.
    Raises RuleBroken("paper_unreadable").
    """
    if is_drawn_too_often(data):
        raise RuleBroken("paper_unreadable")
    try:
        status, made = read_by_child(_CLEANER, str(longest), data=data, seconds=SECONDS)
    except TimeoutError as late:
        raise RuleBroken("paper_unreadable") from late
    if status != 0 or not made:
        raise RuleBroken("paper_unreadable")
    return made
