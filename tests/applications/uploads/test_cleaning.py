"""What is no scan is refused: by content, in a child with limits, with a reason that helps."""

import zlib

import pypdfium2
import pytest

from rekam.applications.uploads import cleaning
from rekam.kernel.errors import RuleBroken
from rekam.kernel.redraw_pdf import MOST_PAGES, PLAIN, UNREADABLE, UNSAFE, unpack, verdict
from tests.applications.conftest import picture
from tests.sheets import pdf

HEAD, TAIL = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", b"\nstartxref\n9\n%%EOF\n"
SCAN = HEAD + TAIL


def object_stream(inner: bytes) -> bytes:
    told = b"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"
    return told + zlib.compress(inner) + b"\nendstream\nendobj\n"


def image(data: bytes) -> bytes:
    return b"6 0 obj\n<< /Subtype /Image /Filter /DCTDecode >>\nstream\n" + data + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (SCAN, PLAIN),
        (HEAD + image(bytes(range(256)) * 50) + object_stream(b"3 0 << /Type /Page >>") + TAIL, PLAIN),
        (HEAD + b"<< /OpenAction [3 0 R /Fit] >>" + TAIL, PLAIN),
        (HEAD + b"<< /S /JavaScript /JS (app.alert(1)) >>" + TAIL, UNSAFE),
        (HEAD + b"<< /S /J#61vaScript /JS (app.alert(1)) >>" + TAIL, UNSAFE),
        (HEAD + object_stream(b"3 0 << /S /JavaScript /JS (x) >>") + TAIL, UNSAFE),
        (HEAD + object_stream(b"3 0 << /S /#4aavaScript /JS (x) >>") + TAIL, UNSAFE),
        (HEAD + b"<< /S /Launch /F (cmd.exe) >>" + TAIL, UNSAFE),
        (HEAD + b"<< /Type /EmbeddedFile >>" + TAIL, UNSAFE),
        (HEAD + b"trailer << /Encrypt 5 0 R >>" + TAIL, UNSAFE),
        (HEAD + object_stream(b"0").replace(b"x\x9c", b"??") + TAIL, UNSAFE),
        (HEAD + object_stream(b"0").replace(b"/N 1", b"/N 1 /Pad (" + b"a" * 3000 + b")") + TAIL, UNSAFE),
        (HEAD + object_stream(b"0").replace(b"/N 1", b"/DecodeParms << /Predictor 12 >>") + TAIL, UNSAFE),
        (SCAN + b"PK\x03\x04 a zip after the end", UNSAFE),
        (b"PK\x03\x04" + SCAN, UNREADABLE),
        (b"%PDF-1.7 surat", UNREADABLE),
        (HEAD, UNREADABLE),
    ],
)
def test_what_a_pdf_holds(data: bytes, answer: int) -> None:
    assert verdict(data) == answer


def test_a_stream_that_unpacks_into_far_more_is_a_bomb() -> None:
    packed = zlib.compress(b"0" * 1_000_000)

    assert unpack(packed, most=999_999) is None
    assert unpack(packed, most=1_000_000) == b"0" * 1_000_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><script>alert(1)</script></html>", "scan_type_unknown"),
        (b"GIF89a", "scan_type_unknown"),
        (b"RIFF....WEBP", "scan_type_unknown"),
        (b"\x89PNG\r\n\x1a\n and then nothing", "scan_unreadable"),
        (HEAD + b"<< /S /JavaScript >>" + TAIL, "scan_unsafe"),
    ],
)
def test_what_is_no_scan_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken, match=f"^{code}"):
        cleaning.cleaned(data)


def test_a_picture_comes_back_as_pixels_only() -> None:
    clean, kind = cleaning.cleaned(picture() + b"<script>alert(1)</script>")

    assert kind == "jpeg"
    assert clean.startswith(b"\xff\xd8")
    assert b"script" not in clean


def test_a_pdf_comes_back_as_its_pages_only() -> None:
    clean, kind = cleaning.cleaned(pdf("red", "blue", title="Rahasia"))

    document = pypdfium2.PdfDocument(clean)
    seen = [page.render().to_pil().convert("RGB").getpixel((20, 20)) for page in document]
    assert kind == "pdf"
    assert [max(range(3), key=lambda at, one=one: one[at]) for one in seen] == [0, 2]
    assert b"Rahasia" not in clean


def test_a_pdf_of_many_pages_is_refused() -> None:
    with pytest.raises(RuleBroken, match="scan_too_long"):
        cleaning.cleaned(pdf(*["red"] * (MOST_PAGES + 1)))


def test_a_pdf_without_pages_shows_nothing() -> None:
    with pytest.raises(RuleBroken, match="scan_unreadable"):
        cleaning.cleaned(SCAN)


def test_who_finds_no_turn_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "WAIT_SECONDS", 0)
    for _ in range(cleaning.AT_ONCE):
        assert cleaning._TURN.acquire(blocking=False)
    try:
        with pytest.raises(RuleBroken, match="scan_later"):
            cleaning.cleaned(picture())
    finally:
        for _ in range(cleaning.AT_ONCE):
            cleaning._TURN.release()
