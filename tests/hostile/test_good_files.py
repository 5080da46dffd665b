"""Sound pictures and PDFs as several programs write them are taken, at most one in a hundred refused."""

import io
import random
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from tests.hostile.conftest import Trying
from tests.hostile.files import picture
from tests.sheets import pdf

MANY, FEW = 320, 24
MOST_REFUSED = 0.01
PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
JPEG_MODES = ("L", "RGB", "CMYK")


def good(many: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many files, by the settings that scanners, telephones and programs differ in."""
    chance = random.Random(seed)
    kinds = (jpeg, jpeg, png, png, paper, saved_again)
    for at in range(many):
        kind = kinds[at % len(kinds)]
        yield f"{at} {kind.__name__}", kind(chance)


def jpeg(chance: random.Random) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = chance.randint(1, 8), "Contoh"
    return picture(
        size=_size(chance),
        mode=chance.choice(JPEG_MODES),
        quality=chance.randint(10, 100),
        progressive=chance.random() < 0.5,
        optimize=chance.random() < 0.5,
        subsampling=chance.choice((0, 1, 2)),
        restart_marker_rows=chance.choice((0, 1)),
        dpi=chance.choice(((72, 72), (300, 300))),
        exif=exif,
    )


def png(chance: random.Random) -> bytes:
    mode = chance.choice(PNG_MODES)
    how: dict[str, object] = {"compress_level": chance.randint(0, 9), "optimize": chance.random() < 0.3}
    if mode in {"P", "L", "RGB"} and chance.random() < 0.4:
        how["transparency"] = (0, 0, 0) if mode == "RGB" else 0
    return picture("PNG", size=_size(chance), mode=mode, **how)


def paper(chance: random.Random) -> bytes:
    """As Pillow writes it, of some pages."""
    colours = ("red", "white", "black", "teal")
    return pdf(*chance.choices(colours, k=chance.randint(1, 6)), title="Surat")


def saved_again(chance: random.Random) -> bytes:
    """As pdfium saves what another wrote, with pages of other sizes."""
    document, out = pypdfium2.PdfDocument(paper(chance)), io.BytesIO()
    document.new_page(*chance.choice(((595, 842), (842, 595), (612, 936))))
    document.save(out, version=chance.choice((14, 15, 17)))
    return out.getvalue()


def _size(chance: random.Random) -> tuple[int, int]:
    return chance.choice(((1, 1), (33, 700), (640, 480), (1_240, 1_754), (2_400, 1_800)))


def test_sound_files_are_taken(attempt: Trying, every: bool) -> None:
    tried = list(good(MANY if every else FEW, seed=1))
    refused, slowest, largest = [], 0.0, 0.0
    for name, data in tried:
        outcome = attempt("picture/application's sheet", data)
        slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.megabytes)
        if not outcome.kept:
            refused.append(f"{name}: {outcome.code or outcome.broke}")
    print(f"\ngood files {len(tried)}, refused {len(refused)}, {slowest:.1f} s, {largest:.0f} MB, seed 1")
    assert len(refused) <= len(tried) * MOST_REFUSED, refused


def test_sixteen_bits_keep_their_greys_and_what_is_clear_is_white(attempt: Trying) -> None:
    deep, clear = io.BytesIO(), io.BytesIO()
    Image.new("I;16", (40, 40), 32_768).save(deep, "PNG")
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(clear, "PNG")

    for sent, grey in ((deep, 128), (clear, 255)):
        kept = attempt("picture/entry's paper", sent.getvalue()).kept
        with Image.open(io.BytesIO(kept)) as shown:
            darkest, lightest = shown.convert("L").getextrema()
        assert {darkest, lightest} <= {grey - 1, grey}


def test_twenty_scanned_pages_are_within_the_limits(attempt: Trying) -> None:
    one = Image.effect_noise((1_240, 1_754), 40).convert("RGB")
    out = io.BytesIO()
    one.save(out, "PDF", save_all=True, append_images=[one] * 19, resolution=150, quality=50)

    outcome = attempt("picture/application's sheet", out.getvalue())

    print(f"\ntwenty pages: {outcome.cpu:.1f} s of the processor, {outcome.megabytes:.0f} MB")
    assert outcome.kept, outcome
