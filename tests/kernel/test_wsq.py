"""WSQ is decoded by a child with limits; what breaks it breaks nothing else."""

import importlib
import importlib.util
import io
import random

import pytest
from PIL import Image

from rekam.kernel import wsq
from rekam.kernel.errors import RuleBroken
from rekam.kernel.read_wsq import MISSING

IS_THERE = importlib.util.find_spec("wsq") is not None
WIDTH, HEIGHT = 320, 288


def drawn() -> Image.Image:
    """Ridges, so to speak."""
    image = Image.new("L", (WIDTH, HEIGHT))
    image.putdata([(x * x // 40 + y * 3) % 256 for y in range(HEIGHT) for x in range(WIDTH)])
    return image


def test_without_the_package_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsq, "read_by_child", lambda *_, **__: (MISSING, b""))

    with pytest.raises(RuleBroken) as refused:
        wsq.read_wsq(b"\xff\xa0", width=WIDTH, height=HEIGHT)

    assert (refused.value.code, refused.value.facts["package"]) == ("compression_needs_wsq", "wsq")


@pytest.mark.skipif(not IS_THERE, reason="needs the optional package wsq")
def test_an_image_is_decoded_and_hostile_bytes_are_refused() -> None:
    importlib.import_module("wsq")  # makes Pillow write WSQ
    file = io.BytesIO()
    drawn().save(file, "WSQ")
    image = file.getvalue()

    pixels = wsq.read_wsq(image, width=WIDTH, height=HEIGHT)

    plain = drawn().tobytes()
    assert sum(abs(a - b) for a, b in zip(pixels, plain, strict=True)) / len(plain) < 20  # it loses something
    dice = random.Random(1)
    spoilt = bytearray(image)
    for at in range(20, 400, 7):
        spoilt[at] = dice.randrange(256)
    for hostile in (image[: len(image) // 2], bytes(spoilt), b"", b"\xff\xa0" + bytes(100)):
        with pytest.raises(RuleBroken, match="image_record_invalid"):
            wsq.read_wsq(hostile, width=WIDTH, height=HEIGHT)
    with pytest.raises(RuleBroken, match="image_record_invalid"):
        wsq.read_wsq(image, width=WIDTH + 1, height=HEIGHT)
