"""Photographs that stand beside a hand-over: made again from their pixels, in the vault."""

from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import is_picture, made_again
from rekam.vault import services as vault

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2_000  # pixels; a letter on A4 stays readable


def keep_photo(data: bytes) -> str:
    """Keep a photograph, JPEG or PNG; its vault address. What a camera wrote beside the pixels is gone.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable").
    """
    if not data:
        raise RuleBroken("photo_missing")
    if len(data) > MOST_BYTES:
        raise RuleBroken("photo_too_large", limit=MOST_BYTES)
    if not is_picture(data):
        raise RuleBroken("photo_type_wrong")
    return vault.keep(made_again(data, longest=LONGEST_SIDE), kind="waiver")
