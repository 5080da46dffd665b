"""Photographs that an officer takes at the counter: made again from their pixels."""

from rekam.enrolment.images import clean_png, find_portrait
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture, made_again
from rekam.vault import services as vault

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2_000  # pixels; a letter on A4 stays readable
PORTRAIT_SIDE = 1_200  # pixels; the card's 20 mm at 600 dpi are 472
FACE_RECORD = b"FAC\0"


def keep_photo(data: bytes) -> str:
    """Keep a photograph, JPEG or PNG; its vault address. What a camera wrote beside the pixels is gone.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable").
    """
    return vault.keep(_clean(data, longest=LONGEST_SIDE), kind="waiver")


def clean_portrait(data: bytes) -> bytes:
    """A photograph for a card as PNG, from a JPEG, a PNG or an ISO/IEC 19794-5 record.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable" |
    "portrait_unreadable").
    """
    if not data.startswith(FACE_RECORD):
        return clean_png(_clean(data, longest=PORTRAIT_SIDE))
    found = find_portrait(data) if len(data) <= MOST_BYTES else None
    if found is None:
        raise RuleBroken("portrait_unreadable")
    return found


def _clean(data: bytes, *, longest: int) -> bytes:
    if not data:
        raise RuleBroken("photo_missing")
    if len(data) > MOST_BYTES:
        raise RuleBroken("photo_too_large", limit=MOST_BYTES)
    if not is_picture(data):
        raise RuleBroken("photo_type_wrong")
    return made_again(data, longest=longest)
