"""A picture made again holds its pixels and nothing that was written beside them."""

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rekam.kernel.pictures import made_again

TOLD = "taken by somebody, somewhere"


def jpeg() -> bytes:
    """With a comment and with EXIF, turned on its side."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x0112] = TOLD, 6  # description; orientation: a quarter turn
    Image.new("RGB", (64, 48), "teal").save(out, format="JPEG", comment=TOLD.encode(), exif=exif)
    return out.getvalue()


def png() -> bytes:
    out, words = io.BytesIO(), PngInfo()
    words.add_text("Comment", TOLD)
    Image.new("RGB", (64, 48), "teal").save(out, format="PNG", pnginfo=words)
    return out.getvalue()


def test_what_a_camera_wrote_beside_the_pixels_is_gone() -> None:
    for sent in (jpeg(), png()):
        assert TOLD.encode() in sent
        assert TOLD.encode() not in made_again(sent)


def test_a_picture_that_lies_on_its_side_stands_up() -> None:
    with Image.open(io.BytesIO(made_again(jpeg()))) as shown:
        assert shown.size == (48, 64)
