"""Portrait and signature, made small enough for the chip (pure)."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from rekam.kernel.errors import RuleBroken

PORTRAIT_BYTES, SIGNATURE_BYTES = 4_600, 1_200
PORTRAIT_SIZE = (192, 256)  # 3:4 as printed; 244 dots an inch of the printed photograph
SIGNATURE_SIZE = (240, 80)
MOST_PIXELS = 50_000_000
STEP = 0.9  # each try aims at nine tenths of the one before


def small_portrait(picture: bytes) -> bytes:
    """A photograph as a JPEG 2000 codestream of at most PORTRAIT_BYTES, cut to 3:4 from its middle.

    picture  PNG, JPEG or JPEG 2000
    Raises RuleBroken("portrait_unreadable").
    """
    image = ImageOps.fit(_opened(picture).convert("RGB"), PORTRAIT_SIZE)
    aim = float(PORTRAIT_BYTES)
    while True:
        kept = io.BytesIO()
        ratio = PORTRAIT_SIZE[0] * PORTRAIT_SIZE[1] * 3 / aim
        image.save(
            kept, "JPEG2000", quality_mode="rates", quality_layers=[ratio], irreversible=True, no_jp2=True
        )
        if kept.tell() <= PORTRAIT_BYTES:
            return kept.getvalue()
        aim *= STEP


def small_signature(picture: bytes) -> bytes:
    """A signature as a black and white PNG of at most SIGNATURE_BYTES.

    Raises RuleBroken("portrait_unreadable").
    """
    grey = _opened(picture).convert("L")
    width, height = (float(side) for side in SIGNATURE_SIZE)
    while True:
        kept = io.BytesIO()
        line = ImageOps.contain(grey, (max(1, round(width)), max(1, round(height))))
        line.point(lambda light: 255 * (light > 160)).convert("1").save(kept, "PNG", optimize=True)
        if kept.tell() <= SIGNATURE_BYTES:
            return kept.getvalue()
        width, height = width * STEP, height * STEP


def _opened(picture: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG", "JPEG2000")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise RuleBroken("portrait_unreadable")
            image.load()
            return image
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleBroken("portrait_unreadable") from error
