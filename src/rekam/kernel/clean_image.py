"""One image from standard input to a JPEG of the same pixels on standard output; run by kernel/pictures.py.

The longest side in pixels is the first word.

It stands alone, so that it starts fast and can be limited: memory, time, no file bigger than its answer.
"""

import io
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MEMORY = 300_000_000  # of addresses, libraries among them: it never holds more
SECONDS = 4  # of the processor
MOST_PIXELS = 40_000_000
DEEP = ("I", "I;16", "I;16B", "I;16L", "F")  # two bytes a pixel and more, of which a JPEG keeps one
CLEAR = ("LA", "PA", "RGBA")


def main() -> int:
    """0 with the image on standard output, 1 for what is no image of ours."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                return 1
            made = drawn(image, longest=int(sys.argv[1]))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError):
        return 1
    out = io.BytesIO()
    made.save(out, "JPEG", quality=85)
    sys.stdout.buffer.write(out.getvalue())
    return 0


def drawn(image: "Image.Image", *, longest: int) -> "Image.Image":
    """The same pixels upright in RGB, what is clear on white; made small first, so that little is held."""
    from PIL import Image, ImageOps

    if image.format != "PNG":  # read at a half or a quarter, where that has pixels enough
        image.draft("RGB", fitted(image.size, longest=longest))
    plain = flat(image)
    plain.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(plain)
    pixels = Image.new("RGB", upright.size, "white")  # without the comment that Pillow would carry over
    if upright.mode in CLEAR:
        clear = upright.convert("RGBA")
        pixels.paste(clear, mask=clear.getchannel("A"))
    else:
        pixels.paste(upright.convert("RGB"))
    return pixels


def flat(image: "Image.Image") -> "Image.Image":
    """An image that can be made small: no palette, a byte for each part of a pixel."""
    if image.mode in DEEP:
        most = 255 if image.mode == "F" else 65_535
        return image.point(lambda value: value * (255 / most)).convert("L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if "transparency" in image.info:
        return image.convert("LA" if image.mode == "L" else "RGBA")
    return image


def fitted(size: tuple[int, int], *, longest: int) -> tuple[int, int]:
    """Width and height with the longest side as told, or as they are where they are smaller."""
    share = min(1, longest / max(size))
    return int(size[0] * share), int(size[1] * share)


if __name__ == "__main__":
    sys.exit(main())
