"""One WSQ image from standard input to its grey pixels on standard output; run by kernel/wsq.py.

Width and height in pixels are the two words: an image of another size is not decoded.
It stands alone, so that it starts fast and can be limited: the decoder is NIST's C code, which breaks on
hostile bytes (a segmentation fault within some hundred altered images).
"""

import io
import resource
import sys

MEMORY = 300_000_000
SECONDS = 5
WHOLE, BROKEN, MISSING, OTHER_SIZE = 0, 1, 2, 3  # 1 is what Python ends with after an error


def main() -> int:
    """WHOLE with the pixels on standard output; MISSING or OTHER_SIZE; an error ends it as BROKEN."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from PIL import Image

    try:
        import wsq  # noqa: F401 - makes Pillow read WSQ
    except ImportError:
        return MISSING
    told = int(sys.argv[1]), int(sys.argv[2])
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("WSQ",)) as image:
        if image.size != told:
            return OTHER_SIZE
        pixels = image.tobytes()
    sys.stdout.buffer.write(pixels)
    return WHOLE


if __name__ == "__main__":
    sys.exit(main())
