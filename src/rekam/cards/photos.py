"""Photographs that an officer takes at the counter: made again from their pixels."""

from rekam.kernel.pictures import MOST_PHOTO_BYTES as MOST_BYTES
from rekam.kernel.pictures import clean_photo
from rekam.vault import services as vault

__all__ = ["MOST_BYTES", "keep_photo"]


def keep_photo(data: bytes) -> str:
    """Keep a photograph, JPEG or PNG; its vault address. What a camera wrote beside the pixels is gone.

    Raises RuleBroken("photo_missing" | "photo_too_large" | "photo_type_wrong" | "paper_unreadable").
    """
    return vault.keep(clean_photo(data), kind="waiver")
