"""One image from standard input to a JPEG of the same pixels on standard output; run by kernel/pictures.py.

The longest side in pixels is the first word.

It stands alone, so that it starts fast and can be limited: memory, time, no file bigger than its answer.
"""

import io
import resource
import sys

MEMORY = 1 << 30
SECONDS = 10
MOST_PIXELS = 40_000_000


def main() -> int:
    """0 with the image on standard output, 1 for what is no image of ours."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                return 1
            longest = int(sys.argv[1])
            if image.format == "JPEG":  # read at a half or a quarter, where that has pixels enough
                image.draft("RGB", fitted(image.size, longest=longest))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError):
        return 1
    upright.thumbnail((longest, longest))
    pixels = Image.new("RGB", upright.size)  # without the comment that Pillow would carry over
    pixels.paste(upright)
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=85)
    sys.stdout.buffer.write(out.getvalue())
    return 0


def fitted(size: tuple[int, int], *, longest: int) -> tuple[int, int]:
    """Width and height with the longest side as told, or as they are where they are smaller."""
    share = min(1, longest / max(size))
    return int(size[0] * share), int(size[1] * share)


if __name__ == "__main__":
    sys.exit(main())
