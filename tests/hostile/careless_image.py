"""In place of kernel/clean_image.py: no limits at all."""

import io
import sys

from PIL import Image

Image.MAX_IMAGE_PIXELS = None
out = io.BytesIO()
Image.open(io.BytesIO(sys.stdin.buffer.read())).convert("RGB").save(out, "JPEG")
sys.stdout.buffer.write(out.getvalue()[:1_000_000])
