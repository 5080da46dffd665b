"""Hostile files of fourteen families, built here from nothing; each carries a mark that must not be kept."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rekam.kernel.workbook import to_xlsx
from tests.sheets import pdf

MARK = b"MUSUH-93717"
PNG = b"\x89PNG\r\n\x1a\n"
PICTURES, TABLES, TEXTS, TREES = "picture", "table", "json", "xml"


@dataclass(frozen=True)
class Hostile:
    """A file: its family, its name in it, its bytes, at which kind of door it knocks.

    code  how its refusal ends, where only that one shows the right defence
    """

    family: str
    name: str
    data: bytes
    door: str = PICTURES
    code: str = ""


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (320, 240), mode: str = "RGB", **how: object
) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **how)
    return out.getvalue()


def flat(size: tuple[int, int], mode: str, kind: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """A sound PNG with one more chunk behind its head."""
    png = picture("PNG")
    return png[:33] + chunk(kind, data) + png[33:]


def claiming(width: int, height: int) -> bytes:
    """A JPEG whose head tells another size than its data has."""
    data = bytearray(picture())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def drawn_over(times: int, side: int = 2_000) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    data = flat((side, side), "L", "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * times + b"\xff\xd9"


def page(extra: bytes = b"", *, objects: bytes = b"", media: bytes = b"0 0 200 200") -> bytes:
    """A PDF of one page by hand: words for its catalogue, more objects; readers find the rest again."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [" + media + b"] /Contents 4 0 R /Resources "
        b"<< /XObject << /X 5 0 R >> >> >>\nendobj\n" + objects + b"\ntrailer << /Root 1 0 R /Size 9 >>\n"
        b"startxref\n0\n%%EOF\n"
    )


def stream(number: int, words: bytes, data: bytes) -> bytes:
    told = b"%d 0 obj\n<< %s /Length %d >>\nstream\n" % (number, words, len(data))
    return told + data + b"\nendstream\nendobj\n"


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def workbook(*, sheet: bytes = b"", head: bytes = b"", more: dict[str, bytes] | None = None) -> bytes:
    """A sound workbook with other rows, a head before its sheet, and more parts."""
    with zipfile.ZipFile(io.BytesIO(to_xlsx(columns=["nama"], rows=[["Siti"]]))) as packed:
        parts = {one.filename: packed.read(one) for one in packed.infolist()}
    name = "xl/worksheets/sheet1.xml"
    if sheet:
        opened, closed = parts[name].index(b"<sheetData>") + 11, parts[name].index(b"</sheetData>")
        parts[name] = parts[name][:opened] + sheet + parts[name][closed:]
    parts[name] = head + parts[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, data in (parts | (more or {})).items():
            packed.writestr(part, data)
    return out.getvalue()


def _flood() -> Iterator[Hostile]:
    yield _of("one bit", flat((20_000, 20_000), "1"))
    yield _of("JPEG that claims", claiming(65_500, 65_500))
    yield _of("PNG that claims", PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)))
    yield _of("at the limit", flat((6_324, 6_324), "RGBA"))
    yield _of("deep", flat((6_324, 6_324), "I;16"))
    big = zlib.compress(bytes(20_000 * 2_500))
    image = b"/Subtype /Image /Width 20000 /Height 20000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    draws = stream(4, b"", b"200 0 0 200 0 0 cm /X Do")
    yield _of("in a PDF", page(objects=draws + stream(5, image + b" /Filter /FlateDecode", big)))
    yield _of("a page of a mile", page(objects=draws, media=b"0 0 9000000 9000000"))


def _scans() -> Iterator[Hostile]:
    yield _of("100,000 scans", drawn_over(100_000))
    yield _of("5,000 scans of 40 million", drawn_over(5_000, 6_300))
    jpeg = drawn_over(20_000)
    words = b"/Subtype /Image /Width 2000 /Height 2000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    words += b" /Filter /DCTDecode"
    yield _of("in a PDF", page(objects=stream(4, b"", b"200 0 0 200 0 0 cm /X Do") + stream(5, words, jpeg)))


def _ztxt() -> Iterator[Hostile]:
    bomb = zlib.compress(bytes(50_000_000))
    yield _of("zTXt", with_chunk(b"zTXt", b"Comment\0\0" + bomb))
    yield _of("iTXt", with_chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb))
    yield _of("iCCP", with_chunk(b"iCCP", b"sRGB\0\0" + bomb))
    small = chunk(b"zTXt", b"C\0\0" + zlib.compress(bytes(900_000)))
    yield _of("many", picture("PNG")[:33] + small * 200 + picture("PNG")[33:])


def _zip_in_pdf() -> Iterator[Hostile]:
    packed = zipped(**{"a.exe": MARK})
    yield _of("behind it", pdf() + packed)
    yield _of("before it", packed + pdf())
    yield _of("in a stream", page(objects=stream(4, b"", b"") + stream(6, b"", packed + MARK)))
    bomb = zlib.compress(b"0 0 m 9 9 l S\n" * 6_000_000)
    yield _of("strokes without end", page(objects=stream(4, b"/Filter /FlateDecode", bomb)))
    twice = zlib.compress(zlib.compress(bytes(400_000_000)))
    yield _of("twice", page(objects=stream(4, b"/Filter [/FlateDecode /FlateDecode]", twice)))


def _pdf() -> Iterator[Hostile]:
    for name, words in {
        "JavaScript": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        "escaped": b"/OpenAction << /S /J#61vaScript /JS (x) >>",
        "launch": b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        "embedded": b"/Names << /EmbeddedFiles << /Names [(a) << /Type /EmbeddedFile >>] >> >>",
        "submits": b"/AA << /O << /S /SubmitForm >> >>",
    }.items():
        yield _of(name, page(words + b" % " + MARK + b"\n"), code="unsafe")
    loop = pdf().replace(b"startxref\n", b"startxref\n0 %")
    yield _of("xref nowhere", loop)
    at = len(b"%PDF-1.7\n")
    yield _of(
        "xref loop",
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size 1 /Prev "
        + b"%d >>\nstartxref\n%d\n%%%%EOF\n" % (at, at),
    )
    yield _of("pages in a ring", page().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"))
    yield _of("deep", page(b"/A " + b"[" * 200_000))


def _polyglot() -> Iterator[Hostile]:
    script = b"<script>" + MARK + b"</script>"
    yield _of("JPEG and ZIP", picture() + zipped(a=MARK))
    yield _of("JPEG and HTML", picture(comment=b"*/=" + script))
    yield _of("JPEG and PDF", picture(comment=pdf() + MARK))
    words = PngInfo()
    words.add_text("Comment", script.decode())
    yield _of("PNG and HTML", picture("PNG", pnginfo=words))
    yield _of("PNG and PHP", picture("PNG") + b"<?php " + MARK)
    yield _of("GIF and JAR", b"GIF89a" + zipped(a=MARK), code="unknown")


def _svg() -> Iterator[Hostile]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>' + MARK + b"</script></svg>"
    yield _of("script", svg, code="unknown")
    yield _of("with a head", b'<?xml version="1.0"?>' + svg, code="unknown")
    yield _of("packed", gzip.compress(svg), code="unknown")


def _xxe() -> Iterator[Hostile]:
    entity = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = b'<!DOCTYPE r [<!ENTITY a "' + b"ha" * 999 + b'">'
    laughs += b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 20) for at in range(6)) + b"]>"
    yield _of("SVG", entity + b"<svg>&x;</svg>", code="unknown")
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>nama</t></is></c></row>'
    cell += b'<row r="2"><c r="A2" t="inlineStr">'
    for name, head, used in (("file", entity, b"&x;"), ("laughs", laughs, b"&g;")):
        rows = cell + b"<is><t>" + used + b"</t></is></c></row>"
        yield _of(f"workbook, {name}", workbook(sheet=rows, head=head), TABLES)
        yield _of(f"CBEFF, {name}", head + b"<BIR><BIR>" + used + b"</BIR></BIR>", TREES, code="invalid")
    for name, inside in (
        ("deep", b"<BIR>" * 1_000_000),
        ("wide", b"<BIR>" + b"<BIR/>" * 1_000_000 + b"</BIR>"),
        ("attributes", b"<BIR" + b"".join(b' a%d="1"' % at for at in range(500_000)) + b"/>"),
    ):
        yield _of(f"CBEFF, {name}", inside, TREES, code="invalid")


def _html() -> Iterator[Hostile]:
    html = b"<!DOCTYPE html><script>" + MARK + b"</script>"
    yield _of("as it is", html, code="unknown")
    yield _of("after a JPEG's beginning", b"\xff\xd8\xff\xe0" + html)


def _paths() -> Iterator[Hostile]:
    up = {"../../../../tmp/" + MARK.decode(): MARK, "C:\\" + MARK.decode(): MARK, "a/" * 900 + "b": b""}
    yield _of("in a workbook", workbook(more=up), TABLES)
    yield _of("instead of a sheet", zipped(**{"../xl/workbook.xml": MARK}), TABLES)


def _personal() -> Iterator[Hostile]:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = MARK.decode(), MARK.decode(), 6
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 7.0, 12.0), 29: MARK.decode()})
    for kind in ("JPEG", "PNG"):
        yield _of(f"EXIF in {kind}", picture(kind, exif=exif))
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + MARK + b"</x>"
    jpeg = picture()
    yield _of("XMP", jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + jpeg[2:])
    yield _of("PDF", pdf().replace(b"%%EOF", b"% " + MARK + b"\n%%EOF"))


def _cut() -> Iterator[Hostile]:
    for name, data, door in (
        ("JPEG", picture(), PICTURES),
        ("PNG", picture("PNG"), PICTURES),
        ("PDF", pdf(), PICTURES),
        ("workbook", workbook(), TABLES),
    ):
        yield _of(name, data[: len(data) * 6 // 10], door)


def _other() -> Iterator[Hostile]:
    for kind in ("GIF", "WEBP", "BMP", "TIFF", "ICO"):
        yield _of(kind, picture(kind, size=(64, 64)), code="unknown")
    yield _of("ELF", b"\x7fELF" + MARK, code="unknown")
    yield _of("nothing", b"", code="unknown")
    yield _of("PNG as a table", picture("PNG"), TABLES)
    yield _of("workbook that no office wrote", zipped(a=MARK), TABLES)
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>nama</t></is></c></row>'
    yield _of("row of a milliard", workbook(sheet=row % (1, 1) + row % (10**9, 10**9)), TABLES)
    yield _of("cells without end", workbook(sheet=b'<row r="1">' + b"<c/>" * 4_000_000 + b"</row>"), TABLES)
    yield _of("broken XML", workbook(sheet=b"<row"), TABLES)


def _json() -> Iterator[Hostile]:
    yield _of("deep", b"[" * 8_000_000, TEXTS)
    yield _of("wide", b"[" + b"[]," * 5_000_000 + b"[]]", TEXTS)
    yield _of("small objects", b"[" + b"{}," * 5_000_000 + b"{}]", TEXTS)
    yield _of("one number", b"9" * 8_000_000, TEXTS)
    yield _of("deep, just inside", b"[" * 190_000, TEXTS)


def _of(name: str, data: bytes, door: str = PICTURES, *, code: str = "") -> Hostile:
    return Hostile("", name, data, door, code)


FAMILIES: dict[str, Callable[[], Iterator[Hostile]]] = {
    "pixel flood": _flood,
    "progressive JPEG": _scans,
    "zTXt bomb": _ztxt,
    "ZIP in PDF": _zip_in_pdf,
    "PDF that acts": _pdf,
    "polyglots": _polyglot,
    "SVG": _svg,
    "XXE": _xxe,
    "HTML as JPEG": _html,
    "path names": _paths,
    "EXIF": _personal,
    "cut short": _cut,
    "wrong type": _other,
    "huge JSON": _json,
}
