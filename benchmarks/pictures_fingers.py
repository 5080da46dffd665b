"""Pictures of docs/explanation/minutia-cylinders.md: one neighbourhood, and the pairs of both stages."""

import base64
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from benchmarks.charts import BLUE, GREY, INK, RED, picture, text
from PIL import Image

from rekam.abis.engine.extract.finger import extract_finger
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.finger_parameters import FINGER
from rekam.abis.engine.match.explaining import explain_fingers
from rekam.abis.engine.neighbourhoods import CENTRES
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import FingerTemplate
from rekam.abis.inspect_drawings import finger_drawing, joined_drawing, paled
from rekam.simulation.bodies import body

BODY, STRANGER = 11, 12
PLACE: Final = Position.RIGHT_INDEX
GREYS: Final = 6
"""Tones of a print below what is drawn on it: a page of docs should weigh little."""
ZOOM: Final = 1.7
HALF: Final = 95
"""Pixels of the print to each side of the minutia."""
DISC: Final = 58.0
"""Pixels of the picture from the middle of a layer to its rim."""

Finger = tuple[Sample, FingerTemplate]


def made_with() -> str:
    """What the pictures of fingers depend on: they are out of date when it changes."""
    return f"{Extractor.LEADER.value}; {FINGER}"


def pictures() -> dict[str, bytes]:
    """Each picture's file name and its bytes."""
    one, again, other = _finger(BODY, 0), _finger(BODY, 1), _finger(STRANGER, 0)
    marked = finger_drawing(one[0].pixels, template=one[1], scale=1.0, numbered={})
    drawn = {"finger-minutiae.png": _small_png(marked), "finger-cylinder.svg": cylinder(one).encode()}
    for name, second in (("mates", again), ("strangers", other)):
        told = explain_fingers(one[1], second[1])
        for stage, pairs in ((1, told.alike[: told.counted]), (2, told.laid)):
            joined = joined_drawing(
                (one[0].pixels, second[0].pixels),
                templates=(one[1], second[1]),
                scales=(1.0, 1.0),
                pairs=pairs,
            )
            drawn[f"finger-{name}-stage{stage}.png"] = _small_png(joined)
        print(f"{name}: stage 1 {told.stage1:.3f}, stage 2 {told.score:.3f}, laid {len(told.laid)}")
    return drawn


def _finger(seed: int, impression: int) -> Finger:
    sample = body(seed).finger(PLACE, impression=impression)
    return sample, extract_finger(sample, extractor=Extractor.LEADER)


def _small_png(drawn: npt.NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    few = Image.fromarray(drawn).quantize(24, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, format="PNG", optimize=True)
    return out.getvalue()


@dataclass(frozen=True)
class Neighbour:
    """A minutia as seen from the one in the middle: place along and across its direction, and turn."""

    along: float
    across: float
    turn: float

    @property
    def section(self) -> int:
        """The layer in which it is felt most."""
        share = ((-self.turn + math.pi) / (2.0 * math.pi)) % 1.0
        return int(share * FINGER.sections)


def cylinder(finger: Finger) -> str:
    """A minutia with the disc about it, and the layers of its cylinder with the bits that are 1."""
    sample, template = finger
    middle = busiest(template)
    near = list(neighbours(template, middle=middle))
    layers = []
    for section in range(FINGER.sections):
        row, column = divmod(section, 3)
        x = 2 * HALF * ZOOM + 100 + 136 * column + 68 * row
        layers.extend(_layer(template, middle=middle, section=section, near=near, at=(x, 92 + 166 * row)))
    return picture(
        "The neighbourhood of a minutia: the disc in the print, and its layers of direction",
        body=[*_ground(sample.pixels, template, middle=middle), *layers],
        wide=round(2 * HALF * ZOOM + 100 + 136 * 2 + 80),
        high=round(2 * HALF * ZOOM + 30),
        made_with=made_with(),
    )


def busiest(template: FingerTemplate) -> int:
    """The minutia with the most others inside its disc, of those whose disc lies in the image."""
    x, y = template.x.astype(float), template.y.astype(float)
    near = np.hypot(x[:, None] - x, y[:, None] - y) <= FINGER.radius
    inside = (np.abs(x - 160) <= 160 - HALF) & (np.abs(y - 200) <= 200 - HALF)
    return int(np.argmax(near.sum(axis=1) * inside))


def neighbours(template: FingerTemplate, *, middle: int) -> Iterator[Neighbour]:
    """The others inside the disc."""
    turn = float(template.angle[middle]) * math.pi / 128
    for k in range(len(template)):
        dx, dy = (float(v[k]) - float(v[middle]) for v in (template.x, template.y))
        if k != middle and math.hypot(dx, dy) <= FINGER.radius:
            yield Neighbour(
                along=math.cos(turn) * dx - math.sin(turn) * dy,
                across=math.sin(turn) * dx + math.cos(turn) * dy,
                turn=float(template.angle[k]) * math.pi / 128 - turn,
            )


def _ground(pixels: Pixels, template: FingerTemplate, *, middle: int) -> Iterator[str]:
    """The print about the minutia, with disc, cells and minutiae."""
    x, y = int(template.x[middle]), int(template.y[middle])
    cut = np.ascontiguousarray(pixels[y - HALF : y + HALF, x - HALF : x + HALF])
    side = 2 * HALF * ZOOM
    link = base64.b64encode(_grey_png(cut)).decode()
    yield f'<image x="15" y="15" width="{side}" height="{side}" href="data:image/png;base64,{link}"/>'
    here = 15 + side / 2
    turn = float(template.angle[middle]) * math.pi / 128
    yield _circle(here, here, FINGER.radius * ZOOM, fill="none", stroke=INK)
    for along, across in CENTRES.tolist():
        dx = math.cos(turn) * along + math.sin(turn) * across
        dy = math.cos(turn) * across - math.sin(turn) * along
        yield _circle(here + dx * ZOOM, here + dy * ZOOM, 2.2, fill=GREY)
    for k in range(len(template)):
        dx, dy = (float(v[k]) - float(v[middle]) for v in (template.x, template.y))
        if max(abs(dx), abs(dy)) < HALF - 4:
            own = float(template.angle[k]) * math.pi / 128
            colour = RED if k == middle else BLUE
            yield _minutia(here + dx * ZOOM, here + dy * ZOOM, own, colour=colour, size=1.4)


def _layer(
    template: FingerTemplate, *, middle: int, section: int, near: list[Neighbour], at: tuple[float, float]
) -> Iterator[str]:
    """One layer, turned so that the minutia in the middle points to the right: its bits, and who is felt."""
    x, y = at
    scale = DISC / FINGER.radius
    turned = round(180 - (section + 0.5) * 360 / FINGER.sections)
    yield text(x, y - DISC - 8, f"turned by {turned:+d}°" if turned else "same direction", anchor="middle")
    yield _circle(x, y, DISC, fill="#f8f8f8", stroke=GREY)
    for cell, (along, across) in enumerate(CENTRES.tolist()):
        bit = cell * FINGER.sections + section
        on = int(template.cylinders[bit // 64, middle]) >> (bit % 64) & 1
        fill = "#f4a261" if on else "#e2e2e2"
        yield _circle(x + along * scale, y + across * scale, 4.6, fill=fill)
    for one in near:
        if one.section == section:
            yield _minutia(x + one.along * scale, y + one.across * scale, one.turn, colour=BLUE, size=0.9)
    yield _minutia(x, y, 0.0, colour=RED, size=0.9)


def _circle(x: float, y: float, radius: float, *, fill: str, stroke: str = "") -> str:
    line = f' stroke="{stroke}"' if stroke else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}"{line}/>'


def _minutia(x: float, y: float, turn: float, *, colour: str, size: float) -> str:
    tip = f"l{13 * size * math.cos(turn):.1f} {-13 * size * math.sin(turn):.1f}"
    line = f'<path d="M{x:.1f} {y:.1f}{tip}" stroke="{colour}" stroke-width="{2 * size:.1f}"/>'
    return line + _circle(x, y, 3.5 * size, fill=colour)


def _grey_png(pixels: Pixels) -> bytes:
    out = io.BytesIO()
    light = cv2.cvtColor(paled(pixels, scale=1.0), cv2.COLOR_RGB2GRAY)
    Image.fromarray(light).quantize(GREYS, dither=Image.Dither.NONE).save(out, format="PNG", optimize=True)
    return out.getvalue()
