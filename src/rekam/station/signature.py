"""The person's signature as an image, drawn on a pad."""

import io

from PIL import Image, UnidentifiedImageError

from rekam.kernel.errors import RuleBroken

SIGNATURE_SIDE = 2_000
MAX_SIGNATURE_BYTES = 512 * 1024


def clean_signature(image: bytes) -> bytes:
    """A drawn signature as a fresh black on white PNG, so that nothing else rides in the file.

    Raises RuleBroken("signature_invalid" | "signature_empty").
    """
    if len(image) > MAX_SIGNATURE_BYTES:
        raise RuleBroken("signature_invalid", reason="size")
    try:
        with Image.open(io.BytesIO(image), formats=("PNG",)) as found:
            if max(found.size) > SIGNATURE_SIDE:
                raise RuleBroken("signature_invalid", reason="size")
            drawn = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleBroken("signature_invalid", reason="format") from error
    white = Image.new("RGBA", drawn.size, "white")
    grey = Image.alpha_composite(white, drawn).convert("L")
    darkest = grey.getextrema()[0]
    if not isinstance(darkest, int | float) or darkest > 128:
        raise RuleBroken("signature_empty")
    out = io.BytesIO()
    grey.save(out, format="PNG", optimize=True)
    return out.getvalue()
