"""One PDF from standard input to a PDF of its pages as pictures on standard output; run by kernel/pdfs.py.

It stands alone, so that it starts fast and can be limited: memory, time, no file. Whatever a page does not
show is gone; what no scan needs is refused before, so that the sender hears of it: a program
(JavaScript), something to be started or sent, another file inside, a lock, a form of Adobe's own; bytes
before its beginning or after its end, where another kind of file hides (polyglot); streams that unpack into
far more than a scan has (bomb). Names may be written with escapes (/J#61vaScript) and inside packed object
streams, so both are undone before they are looked for.
"""

import io
import re
import resource
import sys
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

MEMORY = 300_000_000  # of addresses, libraries among them: it never holds more
SECONDS = 4  # of the processor; 20 scanned pages take half of it
MOST_PAGES = 20
QUALITY = 80
DOTS_PER_INCH, LONGEST_SIDE = 170, 2_000  # of a page as a picture: A4 stays readable
MOST_UNPACKED = 100 * 1024 * 1024  # of all object streams
PLAIN, UNREADABLE, UNSAFE, TOO_LONG = 0, 1, 2, 3
FORBIDDEN = (
    *(b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA", b"/Encrypt"),
    *(b"/SubmitForm", b"/ImportData", b"/GoToE", b"/GoToR", b"/Rendition"),
    # Alone it stands by chance in one of sixty scans of 5 MB.
    *(b"/Type /3D ", b"/Subtype /3D "),
)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/[^\s/<>\[\](){}%]{1,60}")
_OBJECT_STREAM = re.compile(rb"<<(.{0,2000}?)>>\s*stream\r?\n", re.DOTALL)
_END = re.compile(rb"%%EOF\s*\Z")


def main() -> int:
    """0 with the pages on standard output; UNREADABLE, UNSAFE or TOO_LONG."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        return verdict(data) or redraw(data)
    except MemoryError:
        return UNSAFE


def redraw(data: bytes) -> int:
    """Write the pages as pictures; UNREADABLE where there are none, TOO_LONG for more than MOST_PAGES."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MOST_PAGES:
            return TOO_LONG
        pages = [picture_of(page) for page in document]
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError):
        return UNREADABLE
    if not pages:
        return UNREADABLE
    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for page in pages:
        hang(page, made)
    made.save(out)
    sys.stdout.buffer.write(out.getvalue())
    return PLAIN


def picture_of(page: "pypdfium2.PdfPage") -> bytes:
    """A page as JPEG; only these few bytes of it stay in memory."""
    scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(page.get_size()))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=QUALITY)
    page.close()
    return out.getvalue()


def hang(jpeg: bytes, document: "pypdfium2.PdfDocument") -> None:
    """Add a page that is this picture."""
    import pypdfium2

    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(io.BytesIO(jpeg), inline=True)
    width, height = (side * 72 / DOTS_PER_INCH for side in image.get_px_size())
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = document.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()


def verdict(data: bytes) -> int:
    """What these bytes are."""
    if not data.startswith(b"%PDF-") or b"startxref" not in data:
        return UNREADABLE
    if not _END.search(data[-2048:]):
        return UNSAFE if b"%%EOF" in data else UNREADABLE
    if holds_more(data):
        return UNSAFE
    return PLAIN if packed_objects_are_plain(data) else UNSAFE


def packed_objects_are_plain(data: bytes) -> bool:
    """Whether every object stream could be unpacked, and none holds more."""
    left, named = MOST_UNPACKED, names_in(data).count(b"/ObjStm ")
    for found in _OBJECT_STREAM.finditer(data):
        told = unescaped(found[1])
        if b"/ObjStm" not in told:
            continue
        unpacked = None if b"/Predictor" in told else unpack(data[found.end() :], most=left)
        if unpacked is None or holds_more(unpacked):
            return False
        left, named = left - len(unpacked), named - told.count(b"/ObjStm")
    return named <= 0  # one that was not found is one that hides


def holds_more(text: bytes) -> bool:
    """Whether a name stands in it that no scan needs."""
    names = names_in(text)
    return any(word in names for word in FORBIDDEN)


def names_in(text: bytes) -> bytes:
    """All names of a text, without escapes, a blank behind each."""
    return b"".join(unescaped(name) + b" " for name in _NAME.findall(text))


def unescaped(name: bytes) -> bytes:
    """A name with its escapes undone."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name)


def unpack(packed: bytes, *, most: int) -> bytes | None:
    """What an object stream holds; None where it is packed otherwise, or unpacks into too much."""
    stream = zlib.decompressobj()
    try:
        unpacked = stream.decompress(packed, most + 1)
    except zlib.error:
        return None
    return None if len(unpacked) > most else unpacked


if __name__ == "__main__":
    sys.exit(main())
