"""A sheet of paper as a PDF that a scanner could have written."""

import io

from PIL import Image


def pdf(*colours: str, title: str = "") -> bytes:
    """A PDF with a small page of each colour, or one white page."""
    first, *others = (Image.new("RGB", (120, 160), colour) for colour in colours or ("white",))
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, title=title)
    return out.getvalue()
