"""Two fingers as SVG: the images with their minutiae, those that lie on each other numbered."""

import io
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rekam.abis import queries
from rekam.abis.models import Template
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq
from rekam.vault import services as vault

if TYPE_CHECKING:
    from rekam.abis.engine.template import FingerTemplate, PersonTemplate


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A minutia on the picture, in pixels: place, end of its tail, and its number (0 = no partner)."""

    x: int
    y: int
    tail_x: int
    tail_y: int
    number: int


@dataclass(frozen=True, kw_only=True)
class Print:
    """One finger as shown: size of its image in pixels, and marks."""

    width: int
    height: int
    marks: tuple[Mark, ...]

    def window(self, *, zoom: int) -> str:
        """The part that is looked at (an SVG viewBox), about the middle of its numbered minutiae."""
        width, height = self.width // zoom, self.height // zoom
        about = [mark for mark in self.marks if mark.number] or list(self.marks)
        x = sum(mark.x for mark in about) // len(about) if about else self.width // 2
        y = sum(mark.y for mark in about) // len(about) if about else self.height // 2
        left = min(max(0, x - width // 2), self.width - width)
        top = min(max(0, y - height // 2), self.height - height)
        return f"{left} {top} {width} {height}"


TAIL = 14


def png(*, subject: UUID, position: str) -> bytes:
    """The image of one part, made again from its pixels. Raises RuleBroken("not_found") and image codes."""
    from PIL import Image

    from rekam.abis.reading import decoded

    record = queries.sample_record(subject=subject, position=position)
    sample = decoded(record, position=position, wsq=read_wsq)
    out = io.BytesIO()
    Image.fromarray(sample.pixels).save(out, format="PNG")
    return out.getvalue()


def marked_iris(*, subject: UUID, position: str) -> bytes:
    """An eye with the rings and lids that the engine found, and what of the iris it left out.

    An eye in which it finds nothing comes as it is. Raises as `png` does.
    """
    from PIL import Image

    from rekam.abis.engine.extract import extract_iris
    from rekam.abis.engine.recorder import Notebook
    from rekam.abis.inspect_drawings import eye_drawing
    from rekam.abis.reading import decoded

    record = queries.sample_record(subject=subject, position=position)
    sample, notes = decoded(record, position=position, wsq=read_wsq), Notebook()
    with suppress(RuleBroken):
        extract_iris(sample, recorder=notes)
    out = io.BytesIO()
    Image.fromarray(eye_drawing(sample.pixels, notes=notes)).save(out, format="PNG")
    return out.getvalue()


def both(*, first: UUID, second: UUID, position: str) -> tuple[Print | None, Print | None, int]:
    """Both prints of a position, and how many minutiae the engine lays on each other; these are numbered."""
    from rekam.abis.engine.match.explaining import explain_fingers, numbered
    from rekam.abis.engine.positions import Position

    a, b = (_template(subject) for subject in (first, second))
    one = a.fingers.get(Position(position)) if a else None
    other = b.fingers.get(Position(position)) if b else None
    laid = explain_fingers(one, other).laid if one is not None and other is not None else ()
    in_a, in_b = numbered(laid, one=one) if one is not None else ({}, {})
    return (
        _print(first, position=position, finger=one, numbers=in_a),
        _print(second, position=position, finger=other, numbers=in_b),
        len(laid),
    )


def _template(subject: UUID) -> "PersonTemplate | None":
    from rekam.abis.engine.template import PersonTemplate

    row = Template.objects.filter(subject__uuid=subject, subject__removal=None).first()
    return PersonTemplate.from_bytes(vault.read(row.address)) if row else None


def _print(
    subject: UUID, *, position: str, finger: "FingerTemplate | None", numbers: Mapping[int, int]
) -> Print | None:
    if position not in queries.positions(subject):
        return None
    from rekam.abis.reading import decoded

    record = queries.sample_record(subject=subject, position=position)
    sample = decoded(record, position=position, wsq=read_wsq)
    height, width = sample.pixels.shape
    scale = (sample.ppi or 500) / 500  # templates are measured at 500 ppi
    count = len(finger) if finger is not None else 0
    marks = [_mark(finger, at=at, scale=scale, number=numbers.get(at, 0)) for at in range(count) if finger]
    return Print(width=width, height=height, marks=tuple(marks))


def _mark(finger: "FingerTemplate", *, at: int, scale: float, number: int) -> Mark:
    x, y = float(finger.x[at]) * scale, float(finger.y[at]) * scale
    turn = float(finger.angle[at]) * 2 * math.pi / 256
    return Mark(
        x=round(x),
        y=round(y),
        tail_x=round(x + TAIL * math.cos(turn)),
        tail_y=round(y - TAIL * math.sin(turn)),
        number=number,
    )
