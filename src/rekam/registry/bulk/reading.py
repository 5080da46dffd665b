"""A file as it comes, made into clean UTF-8 lines: unpacked within limits, unreadable lines marked.

Nothing is trusted: a packed bomb, a picture, a file without lines end here with a code.
"""

import codecs
import csv
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rekam.kernel.errors import RuleBroken

BLOCK = 1 << 22
MOST_BYTES = 16 * 1024**3  # of a file unpacked: 12.9 million residents have 2.5 GB
MOST_RATIO = 60  # real extracts shrink 5 to 8 times; deflate's limit is 1032
LONGEST_LINE = 65_536
DELIMITERS = ",;|\t"
# A line that cannot be read is replaced by this letter, so that the lines after it keep their numbers.
MARK = "\x02"
_LIKELY = re.compile("[\u00c0-\u017f\u2010-\u203a]")
_CONTROL = bytes(range(9)) + bytes(range(11, 13)) + bytes(range(14, 32)) + b"\x7f"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file ready to be read: UTF-8, one line a record, the first line its column names.

    path      of the clean text; the file itself where it was clean
    sha256    of the file as it came
    unread    line numbers (from 1) with bytes that no letter has
    """

    path: Path
    sha256: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    lines: int
    unread: tuple[int, ...] = ()


def take_in(path: Path, *, work: Path) -> Source:
    """Read a file once: hash, unpack, find encoding, delimiter and column names.

    work   a private folder for what has to be written again
    Raises RuleBroken("import_file_missing" | "import_file_empty" | "import_file_binary" |
    "import_file_packed_wrong" | "import_file_too_large" | "import_no_header").
    """
    if not path.is_file():
        raise RuleBroken("import_file_missing")
    sha256, plain = _unpacked(path, work=work)
    sound = _look(plain)
    if sound.size == 0:
        raise RuleBroken("import_file_empty")
    encoding, clean = "utf-8", plain
    unread: list[int] = []
    if not sound.clean:
        encoding = "utf-8" if sound.some_utf8 else "windows-1252"
        clean, unread = _rewritten(plain, encoding=encoding, to=work / "clean.csv")
    header, delimiter = _header(clean)
    return Source(
        path=clean,
        sha256=sha256,
        encoding=encoding,
        delimiter=delimiter,
        header=header,
        lines=sound.lines,
        unread=tuple(unread),
    )


def sha256_of(path: Path) -> str:
    """The hash of a file as it is. Raises RuleBroken("import_file_missing")."""
    if not path.is_file():
        raise RuleBroken("import_file_missing")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class _Sound:
    size: int
    lines: int
    clean: bool
    some_utf8: bool


def _unpacked(path: Path, *, work: Path) -> tuple[str, Path]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if not packed:
        if path.stat().st_size > MOST_BYTES:
            raise RuleBroken("import_file_too_large", limit=MOST_BYTES)
        return sha256_of(path), path
    sha256 = sha256_of(path)
    limit = min(MOST_BYTES, MOST_RATIO * path.stat().st_size + BLOCK)
    out = work / "unpacked.csv"
    size = 0
    try:
        with gzip.open(path, "rb") as file, out.open("wb") as to:
            for block in _blocks(file):
                size += len(block)
                if size > limit:
                    raise RuleBroken("import_file_too_large", limit=limit)
                to.write(block)
    except (OSError, EOFError, zlib.error) as error:
        raise RuleBroken("import_file_packed_wrong") from error
    return sha256, out


def _blocks(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def _look(path: Path) -> _Sound:
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = lines = 0
    clean, some_utf8, last, begun = True, False, b"\n", b""
    with path.open("rb") as file:
        for block in _blocks(file):
            if size == 0 and _is_binary(block[:4096]):
                raise RuleBroken("import_file_binary")
            size, last = size + len(block), block[-1:]
            lines += block.count(b"\n")
            begun = _line_begun(begun + block)
            some_utf8 = some_utf8 or _has_utf8(block)
            clean = clean and len(begun) <= LONGEST_LINE and _is_clean(block, decoder=decoder)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        clean = False
    return _Sound(size, lines + (last != b"\n"), clean, some_utf8)


def _line_begun(text: bytes) -> bytes:
    """The line that a text ends in; or of its first line that is too long the start, still too long."""
    start = 0
    while (end := text.rfind(b"\n", start, start + LONGEST_LINE + 1)) >= 0:
        start = end + 1
    return text[start : start + LONGEST_LINE + 1]


def _is_binary(start: bytes) -> bool:
    """A picture, a spreadsheet, a program: known beginnings, or more than a few control bytes."""
    known = (
        b"PK\x03\x04",
        b"%PDF",
        b"\xff\xd8",
        b"\x89PNG",
        b"\xd0\xcf\x11\xe0",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x7fELF",
    )
    control = len(start) - len(start.translate(None, _CONTROL))
    return start.startswith(known) or control > max(8, len(start) // 50)


def _is_clean(block: bytes, *, decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    # A carriage return alone ends a line for some readers and not for others, who number them otherwise.
    ends_as_one = block.count(b"\r") == block.count(b"\r\n")
    return ends_as_one and len(block.translate(None, _CONTROL)) == len(block)


def _has_utf8(block: bytes) -> bool:
    """Whether letters of names are there that read as UTF-8, in a file where not all do.

    Windows-1252 gives pairs that read as UTF-8 by chance, hardly ever as accented letters or quotes.
    """
    return not block.isascii() and _LIKELY.search(block.decode("utf-8", "ignore")) is not None


def _rewritten(path: Path, *, encoding: str, to: Path) -> tuple[Path, list[int]]:
    """The same lines in clean UTF-8; those that cannot be read as a mark, with their numbers."""
    unread = []
    with path.open("rb") as lines, to.open("w", encoding="utf-8", newline="") as out:
        for number, raw in enumerate(_lines_within(lines), 1):
            line = raw.rstrip(b"\r\n")
            try:
                text = line.decode("utf-8-sig" if number == 1 and encoding == "utf-8" else encoding)
                sound = len(line.translate(None, _CONTROL)) == len(line) <= LONGEST_LINE
                sound = sound and b"\r" not in line
            except UnicodeDecodeError:
                sound = False
            if not sound:
                unread.append(number)
            out.write((text if sound else MARK) + "\n")
    return to, unread


def _lines_within(file: BinaryIO) -> Iterator[bytes]:
    """Lines; of one that is too long only its start, still too long: it may be as long as the file."""
    while line := file.readline(LONGEST_LINE + 3):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(BLOCK)
        yield line


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    with path.open("rb") as file:
        raw = file.readline(LONGEST_LINE)
    first = raw.decode("utf-8-sig", "replace").strip("\r\n")
    delimiter = max(DELIMITERS, key=first.count)
    if not first.strip() or first.count(delimiter) == 0:
        raise RuleBroken("import_no_header")
    return tuple(next(csv.reader([first], delimiter=delimiter))), delimiter
