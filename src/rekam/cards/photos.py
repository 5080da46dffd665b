"""Photographs that an officer takes at the counter: made again from their pixels."""

from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture, made_again
from rekam.vault import services as vault

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2_000  # pixels; a letter on A4 stays readable


def keep_photo(data: bytes) -> str:
    """Keep a photograph, JPEG or PNG; its vault address. What a camera wrote beside the pixels is gone.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable").
    """
    return vault.keep(made_anew(data, longest=LONGEST_SIDE), kind="waiver")


def made_anew(data: bytes, *, longest: int) -> bytes:
    """A JPEG of the same pixels, at most so many across. Raises the codes of `keep_photo`."""
    if not data:
        raise RuleBroken("photo_missing")
    if len(data) > MOST_BYTES:
        raise RuleBroken("photo_too_large", limit=MOST_BYTES)
    if not is_picture(data):
        raise RuleBroken("photo_type_wrong")
    return made_again(data, longest=longest)
