"""Drawn faces in colour: a shaded height field with painted features. No photograph and no model was used.

They are good enough for a detector of real faces to find them and for the pages to look right. How far a
recogniser of real faces tells them apart is measured in docs/reference/simulated-device.md: not far enough to
carry a decision.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from rekam.simulation.face_paint import (
    Canvas,
    face_mask,
    paint_around,
    paint_features,
    paint_over,
    paint_skin,
)
from rekam.simulation.face_shape import SCALE, Build, Mood, build_of, height_field
from rekam.simulation.fields import Picture, Plane, picture, plane, smooth_noise

HEIGHT, WIDTH = 400, 300
CENTRE: Final = (150.0, 205.0)
RELIEF: Final = 0.065  # units of height
SHIFT: Final = 4.0  # pixels
TONE: Final = 0.05  # share of the skin's brightness
MOST: Final = 1.5  # deviations; beyond it faces turn grotesque
BACKDROPS: Final = {  # BGR
    "red": (38.0, 28.0, 200.0),
    "blue": (196.0, 92.0, 30.0),
    "orange": (24.0, 128.0, 236.0),
}
FLAWS: Final = ("eyes_closed", "turned", "tilted", "dark", "far")
"""What can be wrong with a photograph on purpose."""
SHUT: Final = 0.12
TURN: Final = 0.55
TILT: Final = 16.0
DARK: Final = 0.22
FAR: Final = 0.52


def face_image(*, seed: int, impression: int, backdrop: str, flaw: str = "") -> Picture:
    """One portrait, BGR, HEIGHT x WIDTH; the same arguments give the same bytes.

    backdrop  one of BACKDROPS
    flaw      one of FLAWS, or "" for a photograph as it should be
    Another impression changes light, turn and tilt of the head, distance, expression and noise.
    """
    rng = np.random.default_rng([seed, 33, impression])
    build = cached_build(seed)
    mood = _mood(rng)
    if flaw == "eyes_closed":
        mood = replace(mood, open_eyes=SHUT)
    u, v = _units()
    own = np.random.default_rng([seed, 32])
    canvas = Canvas(u, v, ground=BACKDROPS[backdrop])
    paint_around(canvas, build=build, rng=own)
    skin = Canvas(u, v, ground=build.skin)
    paint_skin(skin, build=build, rng=own)
    paint_features(skin, build=build, mood=mood, rng=own)
    form = own_form(seed)
    field = height_field(u, v, build=build, mood=mood) + form.relief
    lit = skin.pixels * (form.tone * _light(field, rng=rng))[..., None]
    canvas.lay(face_mask(u, v, build=build), lit)
    paint_over(canvas, build=build, rng=own)
    posed = _pose(canvas.pixels, field=field, form=form, ground=BACKDROPS[backdrop], flaw=flaw, rng=rng)
    return _photograph(posed, light=DARK if flaw == "dark" else 1.0, rng=rng)


def grey(colour: Picture) -> Picture:
    """A BGR picture in grey."""
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


@lru_cache(maxsize=256)
def cached_build(seed: int) -> Build:
    """The lasting measures of a seed's face."""
    return build_of(seed)


@dataclass(frozen=True, eq=False)
class Form:
    """What is a face's own beyond its measures: relief and tone of skin, shift of points (pixels)."""

    relief: Plane
    tone: Plane
    across: Plane
    down: Plane


@lru_cache(maxsize=64)
def own_form(seed: int) -> Form:
    """The form of a seed, nearly the same left and right as in people."""
    rng = np.random.default_rng([seed, 34])

    def field(scale: float, lean: float) -> Plane:
        whole = smooth_noise(rng=rng, shape=(HEIGHT, WIDTH), scale=scale)
        both = (whole + lean * whole[:, ::-1]) / np.sqrt(1 + lean**2)
        return plane(np.clip(both, -MOST, MOST))

    return Form(
        relief=plane(RELIEF * field(30, 0.8)),
        tone=plane(1 + TONE * field(24, 0.8)),
        across=plane(SHIFT * field(75, -0.8)),
        down=plane(SHIFT * field(75, 0.8)),
    )


@lru_cache(maxsize=1)
def _units() -> tuple[Plane, Plane]:
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    return (columns - CENTRE[0]) / np.float32(SCALE), (rows - CENTRE[1]) / np.float32(SCALE)


def _mood(rng: np.random.Generator) -> Mood:
    return Mood(
        smile=float(np.clip(rng.normal(0.03, 0.018), -0.01, 0.07)),
        open_mouth=float(max(0.0, rng.normal(-0.02, 0.02))),
        open_eyes=float(np.clip(rng.normal(1.0, 0.06), 0.85, 1.15)),
        brows=float(np.clip(rng.normal(0, 0.012), -0.02, 0.03)),
        gaze=float(np.clip(rng.normal(0, 0.008), -0.02, 0.02)),
    )


def _light(field: Plane, *, rng: np.random.Generator) -> Plane:
    """How bright each point of the skin is: a lamp, the room, and shade in hollows."""
    smooth = cv2.GaussianBlur(field, (0, 0), 1.2)
    rise_x = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3) * (SCALE / 8)
    rise_y = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3) * (SCALE / 8)
    slope = np.sqrt(1 + rise_x**2 + rise_y**2)
    lamp = np.array([rng.normal(0, 0.22), rng.normal(-0.42, 0.1), 0.9])
    lamp = lamp / np.linalg.norm(lamp)
    facing = np.clip((-rise_x * lamp[0] - rise_y * lamp[1] + lamp[2]) / slope, 0, 1)
    hollow = np.clip(7 * (cv2.GaussianBlur(field, (0, 0), 9) - field), -0.05, 0.22)
    shine = 0.10 * np.clip(facing, 0, 1) ** 24
    return np.asarray((0.44 + 0.62 * facing + shine) * (1 - hollow), dtype=np.float32)


def _pose(
    face: Plane,
    *,
    field: Plane,
    form: Form,
    ground: tuple[float, ...],
    flaw: str,
    rng: np.random.Generator,
) -> Plane:
    """Turn by shifting near parts more than far ones, then tilt, move and scale the whole."""
    yaw, pitch = np.clip(rng.normal(0, 0.06), -0.14, 0.14), np.clip(rng.normal(0, 0.04), -0.1, 0.1)
    yaw = TURN if flaw == "turned" else yaw
    rows, columns = np.indices(field.shape, dtype=np.float32)
    near = cv2.GaussianBlur(field, (0, 0), 2.5) - 0.3
    turned = cv2.remap(
        face,
        (columns + form.across + SCALE * yaw * near).astype(np.float32),
        (rows + form.down + SCALE * pitch * near).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    scale = float(np.clip(rng.normal(1, 0.025), 0.94, 1.06))
    angle = float(np.clip(rng.normal(0, 2.0), -5, 5))
    scale, angle = (FAR if flaw == "far" else scale), (TILT if flaw == "tilted" else angle)
    matrix = cv2.getRotationMatrix2D(CENTRE, angle, scale)
    matrix[:, 2] += np.clip(rng.normal(0, 4, 2), -9, 9)
    posed = cv2.warpAffine(turned, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    missing = cv2.warpAffine(np.ones(field.shape, np.float32), matrix, (WIDTH, HEIGHT))
    top = (missing < 1) & ((rows < HEIGHT / 2) | (flaw == "far"))
    posed[top] = ground
    return np.asarray(posed, dtype=np.float32)


def _photograph(face: Plane, *, light: float, rng: np.random.Generator) -> Picture:
    """The camera: exposure, colour of the light, focus and noise."""
    tint = 1 + np.clip(rng.normal(0, 0.02, 3), -0.05, 0.05)
    exposed = face * (light * tint * np.clip(rng.normal(1, 0.05), 0.88, 1.12)).astype(np.float32)
    sharp = cv2.GaussianBlur(exposed, (0, 0), float(rng.uniform(0.7, 1.1)))
    shade = 1 + 0.015 * smooth_noise(rng=rng, shape=face.shape[:2], scale=120)
    grain = rng.normal(0, 2.2, face.shape)
    return picture(sharp * shade[..., None] + grain)
