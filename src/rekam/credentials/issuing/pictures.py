"""The face, small enough for what carries it (pure)."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from rekam.kernel.errors import RuleBroken

QR_SIZE, QR_QUALITY = (120, 160), 20  # about 900 bytes, of the 1,900 letters that a phone's screen shows well
PHONE_SIZE, PHONE_QUALITY = (240, 320), 75
MOST_PIXELS = 50_000_000


def for_qr(picture: bytes) -> bytes:
    """A photograph as AVIF for a QR code, cut to 3:4 from its middle.

    picture  PNG or JPEG
    Raises RuleBroken("portrait_unreadable").
    """
    return _written(picture, size=QR_SIZE, kind="AVIF", quality=QR_QUALITY)


def for_phone(picture: bytes) -> bytes:
    """The same as JPEG, for SD-JWT VC and mdoc. Raises RuleBroken("portrait_unreadable")."""
    return _written(picture, size=PHONE_SIZE, kind="JPEG", quality=PHONE_QUALITY)


def _written(picture: bytes, *, size: tuple[int, int], kind: str, quality: int) -> bytes:
    kept = io.BytesIO()
    ImageOps.fit(_opened(picture).convert("RGB"), size).save(kept, kind, quality=quality)
    return kept.getvalue()


def _opened(picture: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise RuleBroken("portrait_unreadable")
            image.load()
            return image
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleBroken("portrait_unreadable") from error
