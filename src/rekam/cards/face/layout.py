"""Where everything stands on the front of the ID-1 card, in millimetres (pure).

`lay_out` is the table of contents: head, NIK, rows, issue. Rows share one type size, the largest at which
all of them fit; nothing is cut, and what cannot fit is refused before a blank is used.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rekam.cards.face.advances import REGULAR, SEMIBOLD
from rekam.cards.face.fields import CardFace, Row, rows_of
from rekam.kernel.errors import RuleBroken

# ISO/IEC 7810 ID-1.
WIDTH, HEIGHT = 85.60, 53.98
MM_A_POINT = 25.4 / 72
MARGIN = 3.0

BASE_SIZE, SMALLEST_SIZE, SIZE_STEP = 6.6, 3.6, 0.1  # points; below 3.6 (1.3 mm) nobody reads it
LEADING = 1.25
LABEL_X, INDENT, COLON_X, VALUE_X = MARGIN, 2.0, 21.4, 22.6
ROWS_TOP, ROWS_BOTTOM, ROWS_RIGHT = 14.8, 52.3, 61.0


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height in mm from the card's upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge, mm."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge, mm."""
        return self.y + self.height


@dataclass(frozen=True)
class Line:
    """One line of type: where it starts, its baseline (mm), its size (points) and its own width (mm)."""

    text: str
    x: float
    baseline: float
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """How long the line is, mm; kerning is off on the card."""
        return measure(self.text, size=self.size, bold=self.bold)


@dataclass(frozen=True)
class Layout:
    """A card's front, ready to be drawn."""

    lines: tuple[Line, ...]
    photo: Box
    signature: Box
    tint: str
    rule: str


@dataclass(frozen=True)
class Back:
    """A card's back, ready to be drawn."""

    lines: tuple[Line, ...]
    tint: str
    rule: str


PHOTO = Box(62.6, 11.4, 20.0, 26.6)
SIGNATURE = Box(62.6, 44.8, 20.0, 6.6)
TINTS = {False: ("#e4eef3", "#9db8c6"), True: ("#f9d8a8", "#cf8f3a")}


def lay_out(face: CardFace) -> Layout:
    """Put a card's fields where they belong.

    Raises RuleBroken("card_text_too_long") and RuleBroken("card_letter_unknown").
    """
    tint, rule = TINTS[face.is_foreign]
    lines = (*_head(face), *_nik(face), *_rows(rows_of(face)), *_issue(face))
    return Layout(lines=lines, photo=PHOTO, signature=SIGNATURE, tint=tint, rule=rule)


def measure(text: str, *, size: float, bold: bool = False) -> float:
    """The length of a line in mm at a size in points.

    Raises RuleBroken("card_letter_unknown") for a letter that the card's font lacks.
    """
    table: Mapping[str, int] = SEMIBOLD if bold else REGULAR
    try:
        thousandths = sum(table[letter] for letter in text)
    except KeyError as unknown:
        raise RuleBroken("card_letter_unknown", letter=f"U+{ord(unknown.args[0]):04X}") from unknown
    return thousandths / 1000 * size * MM_A_POINT


def clean(text: str) -> str:
    """Composed letters and single blanks, without soft hyphens, as the font's table knows them."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def wrap(text: str, *, size: float, width: float, bold: bool = False) -> list[str]:
    """Break at blanks so that each line is at most `width` mm; a word longer than that breaks inside."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer, size=size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, size=size, width=width, bold=bold)
        lines += full
    return [*lines, line]


def _pieces(word: str, *, size: float, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if measure(pieces[-1] + letter, size=size, bold=bold) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _head(face: CardFace) -> list[Line]:
    first = ("PROVINCE OF " if face.is_foreign else "PROVINSI ") + face.province.upper()
    width = WIDTH - 2 * MARGIN
    return [
        centred(first, left=MARGIN, width=width, baseline=4.9, size=8.4, bold=True),
        centred(face.regency.upper(), left=MARGIN, width=width, baseline=8.3, size=8.4, bold=True),
    ]


def _nik(face: CardFace) -> list[Line]:
    return [
        Line("NIK", LABEL_X, 12.8, 8.4, bold=True),
        Line(":", COLON_X, 12.8, 8.4, bold=True),
        Line(clean(face.nik), VALUE_X, 12.8, 9.6, bold=True),
    ]


def _rows(rows: tuple[Row, ...]) -> list[Line]:
    values = [clean(row.value) for row in rows]
    size = BASE_SIZE
    while True:
        broken = [_wrap_value(number, value, size=size) for number, value in enumerate(values)]
        leading = size * MM_A_POINT * LEADING
        if sum(map(len, broken)) * leading <= ROWS_BOTTOM - ROWS_TOP:
            return _set(rows, broken, size=size, leading=leading)
        size = round(size - SIZE_STEP, 1)
        if size < SMALLEST_SIZE:
            longest = max(range(len(values)), key=lambda number: len(values[number]))
            raise RuleBroken("card_text_too_long", field=rows[longest].label)


def _wrap_value(number: int, value: str, *, size: float) -> list[str]:
    return wrap(value, size=size, width=ROWS_RIGHT - VALUE_X, bold=number == 0)


def _set(rows: tuple[Row, ...], broken: list[list[str]], *, size: float, leading: float) -> list[Line]:
    lines: list[Line] = []
    baseline = ROWS_TOP + size * MM_A_POINT * 0.95
    for number, (row, values) in enumerate(zip(rows, broken, strict=True)):
        lines.append(Line(row.label, LABEL_X + INDENT * row.indent, baseline, size))
        lines.append(Line(":", COLON_X, baseline, size))
        if row.aside:
            end = ROWS_RIGHT - measure(row.aside, size=size)
            lines.append(Line(row.aside, end, baseline, size))
        for value in values:
            lines.append(Line(value, VALUE_X, baseline, size, bold=number == 0))
            baseline += leading
    return lines


def _issue(face: CardFace) -> list[Line]:
    left, width = PHOTO.x, PHOTO.width
    place = centred(face.issue_place.upper(), left=left, width=width, baseline=41.0, size=6.0)
    return [place, centred(f"{face.issued_on:%d-%m-%Y}", left=left, width=width, baseline=43.5, size=6.0)]


def wrap_centred(text: str, *, left: float, width: float, baseline: float, size: float) -> list[Line]:
    """Lines of one size under each other, each in the middle of `width` mm from `left`."""
    leading = size * MM_A_POINT * LEADING
    lines = wrap(clean(text), size=size, width=width)
    return [
        centred(line, left=left, width=width, baseline=baseline + number * leading, size=size)
        for number, line in enumerate(lines)
    ]


def centred(
    text: str, *, left: float, width: float, baseline: float, size: float, bold: bool = False
) -> Line:
    """One line in the middle of `width` mm from `left`, smaller where it has to be.

    Raises RuleBroken("card_text_too_long" | "card_letter_unknown").
    """
    text = clean(text)
    while measure(text, size=size, bold=bold) > width:
        size = round(size - SIZE_STEP, 1)
        if size < SMALLEST_SIZE:
            raise RuleBroken("card_text_too_long", field=text)
    start = left + (width - measure(text, size=size, bold=bold)) / 2
    return Line(text, start, baseline, size, bold=bold)
