import io
from pathlib import Path

import pytest
from PIL import Image

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import papers
from rekam.vault import services as vault
from tests.sheets import pdf

PDF = pdf().replace(b"%%EOF", b"% rahasia\n%%EOF")


def image(kind: str, *, side: int = 40, **words: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((side, side)).save(out, kind, **words)
    return out.getvalue()


@pytest.mark.usefixtures("vault")
def test_images_are_made_again_and_what_hides_in_them_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    kept = papers.keep([image("JPEG", exif=exif), image("PNG"), PDF])

    assert [paper.kind for paper in kept] == ["jpeg", "jpeg", "pdf"]
    stored = [vault.read(paper.address) for paper in kept]
    assert b"rahasia" in image("JPEG", exif=exif)
    assert b"rahasia" not in stored[0]
    assert Image.open(io.BytesIO(stored[1])).size == (40, 40)
    assert b"rahasia" in PDF
    assert b"rahasia" not in stored[2]


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(
    ("uploads", "code"),
    [
        ([b"GIF89a..."], "paper_type_unknown"),
        ([b""], "paper_type_unknown"),
        ([b"\x89PNG\r\n\x1a\nbroken"], "paper_unreadable"),
        ([PDF + bytes(papers.MOST_BYTES)], "paper_too_large"),
        ([PDF] * 6, "papers_too_many"),
        ([b"%PDF-1.7 surat"], "paper_unreadable"),
        ([PDF.replace(b"/Type /Catalog", b"/Type /Catalog /AA << /S /JavaScript >>")], "paper_unsafe"),
    ],
)
def test_what_is_no_paper_is_refused_and_nothing_is_kept(
    vault: Path, uploads: list[bytes], code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        papers.keep([PDF, *uploads][:6])
    assert not list((vault / "vault").rglob("document/**/*"))


@pytest.mark.usefixtures("vault")
def test_an_image_that_would_fill_the_memory_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    with pytest.raises(RuleBroken, match="paper_unreadable"):
        papers.keep([out.getvalue()])
