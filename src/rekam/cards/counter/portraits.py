"""A photograph for a card, as the counter takes it: made again from its pixels."""

from rekam.enrolment.portraits.services import clean_png, find_portrait
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import MOST_PHOTO_BYTES, clean_photo

LONGEST_SIDE = 1_200  # pixels; the card's 20 mm at 600 dpi are 472
FACE_RECORD = b"FAC\0"


def clean_portrait(data: bytes) -> bytes:
    """The PNG of a JPEG, a PNG or an ISO/IEC 19794-5 record.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable" |
    "portrait_unreadable").
    """
    if not data.startswith(FACE_RECORD):
        return clean_png(clean_photo(data, longest=LONGEST_SIDE))
    found = find_portrait(data) if len(data) <= MOST_PHOTO_BYTES else None
    if found is None:
        raise RuleBroken("portrait_unreadable")
    return found
