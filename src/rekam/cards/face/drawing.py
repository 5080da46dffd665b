"""A laid-out card as PDF and PNG, drawn by Typst in this process, without network, system fonts or files."""

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from PIL import Image, ImageOps, UnidentifiedImageError

from rekam.cards.face.layout import HEIGHT, WIDTH, Back, Box, Layout, Line
from rekam.kernel.errors import RuleBroken
from rekam.ui.typesetting import typeset

PPI = 600
PICTURE_PPI = 400
MOST_PIXELS = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What the printer and the page get; each is drawn when it is first asked for."""

    files: Mapping[str, bytes]
    at: datetime

    @cached_property
    def pdf(self) -> bytes:
        """For the printer."""
        return typeset(self.files, at=self.at)

    @cached_property
    def png(self) -> bytes:
        """For the page, at PPI dots an inch."""
        return typeset(self.files, at=self.at, kind="png", ppi=PPI)


def draw(
    layout: Layout, *, portrait: bytes, signature: bytes | None, specimen: bool, drawn_at: datetime
) -> Drawing:
    """One card's front, ready to be drawn; the same input gives the same bytes.

    portrait   PNG, JPEG or JPEG 2000; cut to the frame's shape from its middle
    signature  the same formats; None for who cannot sign (a line is printed)
    specimen   whether CONTOH / SPECIMEN is printed across the card
    Raises RuleBroken("portrait_unreadable").
    """
    files = {"main.typ": source(layout, specimen=specimen, signed=signature is not None).encode()}
    files["photo.svg"] = picture(portrait, box=layout.photo, fill=True)
    if signature is not None:
        files["signature.svg"] = picture(signature, box=layout.signature, fill=False)
    return Drawing(files=files, at=drawn_at)


def draw_back(back: Back, *, specimen: bool, drawn_at: datetime) -> Drawing:
    """One card's back, ready to be drawn; the same input gives the same bytes."""
    parts = [_page(back), TYPE, SPECIMEN if specimen else "", _rule(back, at=15.5), *map(_line, back.lines)]
    return Drawing(files={"main.typ": "\n".join(parts).encode()}, at=drawn_at)


def source(layout: Layout, *, specimen: bool, signed: bool) -> str:
    """The Typst source of a card: absolute places only, so that the layout alone decides."""
    photo = 'image("photo.svg", width: 100%, height: 100%)'
    written = 'image("signature.svg", width: 100%, height: 100%)'
    parts = [
        _page(layout),
        TYPE,
        _rule(layout, at=9.5),
        _place(layout.photo, photo),
        _place(layout.signature, written) if signed else _unsigned(layout),
        SPECIMEN if specimen else "",
        *(_line(line) for line in layout.lines),
    ]
    return "\n".join(parts)


# Kerning off, so that a line is as long as layout.measure says.
TYPE = (
    '#set text(font: "IBM Plex Sans", stretch: 75%, fallback: false, kerning: false, ligatures: false,'
    ' lang: "id", hyphenate: false, top-edge: "baseline", bottom-edge: "baseline", fill: rgb("#17211f"))'
)

# Under the type, so that the mark hides no letter.
SPECIMEN = (
    "#place(center + horizon, rotate(-26deg, text(size: 19pt, weight: 600, stretch: 75%, "
    'tracking: 1.5pt, top-edge: "cap-height", fill: rgb("#17211f47"), "CONTOH / SPECIMEN")))'
)


def _page(side: Layout | Back) -> str:
    return f'#set page(width: {WIDTH}mm, height: {HEIGHT}mm, margin: 0mm, fill: rgb("{side.tint}"))'


def _rule(side: Layout | Back, *, at: float) -> str:
    stroke = f'0.3pt + rgb("{side.rule}")'
    return f"#place(top + left, dx: 3mm, dy: {at}mm, line(length: {WIDTH - 6}mm, stroke: {stroke}))"


def _unsigned(layout: Layout) -> str:
    middle = layout.signature.y + layout.signature.height / 2
    return (
        f"#place(top + left, dx: {layout.signature.x + 4}mm, dy: {middle:.3f}mm,"
        f" line(length: {layout.signature.width - 8}mm, stroke: 0.6pt))"
    )


def _place(box: Box, content: str) -> str:
    return (
        f"#place(top + left, dx: {box.x}mm, dy: {box.y}mm,"
        f" box(width: {box.width}mm, height: {box.height}mm, {content}))"
    )


def _line(line: Line) -> str:
    weight = 600 if line.bold else 400
    return (
        f"#place(top + left, dx: {line.x:.3f}mm, dy: {line.baseline:.3f}mm,"
        f" box(width: {WIDTH}mm, text(size: {line.size}pt, weight: {weight}, {_literal(line.text)})))"
    )


def _literal(text: str) -> str:
    """A Typst string in which only letters, digits and blanks stand for themselves."""
    plain = (c if c.isascii() and (c.isalnum() or c == " ") else f"\\u{{{ord(c):x}}}" for c in text)
    return '"' + "".join(plain) + '"'


def picture(data: bytes, *, box: Box, fill: bool) -> bytes:
    """An image re-encoded at the size it is printed, in an SVG, since Typst's files in memory are texts.

    fill   cut from its middle to the box's shape; else ink on nothing, inside the box
    Raises RuleBroken("portrait_unreadable").
    """
    size = (round(box.width / 25.4 * PICTURE_PPI), round(box.height / 25.4 * PICTURE_PPI))
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "JPEG2000")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RuleBroken("portrait_unreadable")
            image = ImageOps.fit(opened.convert("RGB"), size) if fill else _on_paper(opened, size=size)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise RuleBroken("portrait_unreadable") from error
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", quality=92) if fill else image.save(encoded, "PNG")
    kind = "jpeg" if fill else "png"
    content = base64.b64encode(encoded.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" height="{size[1]}">'
        f'<image width="{size[0]}" height="{size[1]}" xlink:href="data:image/{kind};base64,{content}"/></svg>'
    ).encode()


def _on_paper(opened: Image.Image, *, size: tuple[int, int]) -> Image.Image:
    """A signature's ink, dark on nothing, so that the card's tint shows around it."""
    grey = ImageOps.contain(opened.convert("L"), size)
    ink = Image.new("RGBA", grey.size, (23, 33, 31, 0))
    ink.putalpha(ImageOps.invert(grey))
    sheet = Image.new("RGBA", size, (23, 33, 31, 0))
    sheet.paste(ink, ((size[0] - grey.width) // 2, (size[1] - grey.height) // 2))
    return sheet
