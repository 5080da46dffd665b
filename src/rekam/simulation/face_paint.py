"""Colours of a drawn face before the light falls on it: skin, eyes, brows, lips, hair or jilbab, clothes."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from rekam.simulation.face_shape import SCALE, Build, Mood, bump, half_width, mouth_line
from rekam.simulation.fields import Plane, edge, plane, smooth_noise

SOFT: Final = SCALE * 0.9  # edges about a pixel wide
DARK: Final = (22.0, 24.0, 30.0)
Colour = tuple[float, float, float]


class Canvas:
    """A BGR picture in floats on which masks of colour are laid."""

    def __init__(self, u: Plane, v: Plane, *, ground: Colour) -> None:
        self.u, self.v = u, v
        self.pixels: Plane = np.empty((*u.shape, 3), dtype=np.float32)
        self.pixels[:] = ground

    def lay(self, mask: npt.ArrayLike, colour: npt.ArrayLike) -> None:
        self.pixels += plane(mask)[..., None] * (np.asarray(colour, dtype=np.float32) - self.pixels)


def face_mask(u: Plane, v: Plane, *, build: Build) -> Plane:
    """1 inside the outline of the face."""
    return edge((half_width(v, build=build) - np.abs(u)) * SCALE * 0.6)


def paint_skin(canvas: Canvas, *, build: Build, rng: np.random.Generator) -> None:
    """Skin with its own lasting mottling and moles, and redder cheeks and nose."""
    u, v = canvas.u, canvas.v
    mottled = 1 + 0.022 * smooth_noise(rng=rng, shape=u.shape, scale=14)
    mottled += 0.018 * smooth_noise(rng=rng, shape=u.shape, scale=3.0)
    skin = np.asarray(build.skin, dtype=np.float32) * mottled[..., None]
    blush = 0.5 * bump(np.abs(u), v, at=(0.42, 0.22), size=(0.16, 0.14))
    blush += 0.4 * bump(u, v, at=(0, build.nose_y), size=(0.13, 0.1))
    skin = skin * (1 - blush[..., None] * np.array([0.10, 0.09, 0.0], dtype=np.float32))
    for _ in range(int(rng.integers(0, 4))):
        spot = bump(u, v, at=(rng.uniform(-0.55, 0.55), rng.uniform(-0.6, 0.85)), size=(0.013, 0.013))
        skin = skin * (1 - (rng.uniform(0.3, 0.7) * spot)[..., None])
    shade = 0.55 * build.beard * edge((v - 0.62 - 0.25 * (np.abs(u) < 0.1)) * 12) * (v < 1.2)
    upper = bump(u, v, at=(0, (build.nose_y + build.mouth_y) / 2 + 0.045), size=(0.17, 0.035))
    shade = np.clip(shade + build.moustache * upper, 0, 0.8) * (0.75 + 0.25 * rng.random(u.shape))
    skin = skin * (1 - 0.75 * shade[..., None])
    canvas.pixels[:] = skin


def paint_features(canvas: Canvas, *, build: Build, mood: Mood, rng: np.random.Generator) -> None:
    """Brows, eyes, nostrils and lips."""
    u, v = canvas.u, canvas.v
    nostrils = bump(
        np.abs(u), v, at=(build.nose_wide * 0.42, build.nose_y + 0.068), size=(0.034, 0.016), turn=0.3
    )
    canvas.lay(0.8 * nostrils, (30.0, 32.0, 52.0))
    _lips(canvas, build=build, mood=mood)
    for side in (-1, 1):
        _brow(canvas, build=build, mood=mood, side=side, rng=rng)
        _eye(canvas, build=build, mood=mood, side=side)
    if build.glasses:
        _glasses(canvas, build=build)


def _lips(canvas: Canvas, *, build: Build, mood: Mood) -> None:
    u, v = canvas.u, canvas.v
    line = mouth_line(u, build=build, mood=mood)
    wide = build.mouth_wide * (1 + 0.6 * mood.smile)
    taper = np.sqrt(np.clip(1 - (u / wide) ** 2, 0, 1))
    bow = 1 - 0.25 * np.exp(-0.5 * (u / 0.03) ** 2)
    top, bottom = (
        line - build.lip_upper * 1.5 * taper * bow,
        line + mood.open_mouth + build.lip_lower * 1.5 * taper,
    )
    within = edge((v - top) * SOFT * 0.5) * edge((bottom - v) * SOFT * 0.5) * (taper > 0.05)
    canvas.lay(0.75 * within, build.lips)
    gap = 0.012 + mood.open_mouth / 2
    slit = np.exp(-0.5 * ((v - line - mood.open_mouth / 2) / gap) ** 2) * edge((wide - np.abs(u)) * 30)
    canvas.lay((0.75 * slit).astype(np.float32), (38.0, 34.0, 66.0))


def _brow(canvas: Canvas, *, build: Build, mood: Mood, side: int, rng: np.random.Generator) -> None:
    u, v = canvas.u * side, canvas.v
    along = (u - build.eye_x - 0.02) / build.brow_long
    arc = build.brow_y - mood.brows - build.brow_arch * (1 - along**2) - build.brow_tilt * along * 0.5
    thick = build.brow_thick * np.clip(1.15 - 0.45 * along, 0.3, 1.6) * np.sqrt(np.clip(1 - along**4, 0, 1))
    body = edge((thick - np.abs(v - arc)) * SOFT * 0.45) * (np.abs(along) < 1)
    hairs = 0.9 + 0.12 * smooth_noise(rng=rng, shape=u.shape, scale=2.5)
    canvas.lay(np.clip(body * hairs * build.brow_dark, 0, 1).astype(np.float32), DARK)


def _eye(canvas: Canvas, *, build: Build, mood: Mood, side: int) -> None:
    """Almond, iris, lids; side 1 is the right half of the picture."""
    x = canvas.u * side - build.eye_x
    y = canvas.v - build.eye_y
    turn = build.eye_tilt
    x, y = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    along = np.clip(x / build.eye_wide, -1, 1)
    high = build.eye_high * mood.open_eyes
    upper = -high * (1 - along**2) ** 0.75 * (1 + 0.15 * along)
    lower = 0.62 * high * (1 - along**2) ** 0.8
    near = edge((build.eye_wide * 1.02 - np.abs(x)) * SOFT)
    opening = edge((y - upper) * SOFT) * edge((lower - y) * SOFT) * near
    canvas.lay(opening, (206.0, 212.0, 220.0))
    look = mood.gaze * side
    iris = edge((0.075 - np.hypot(x - look, y + 0.006)) * SOFT) * opening
    canvas.lay(iris, (28.0, 44.0, 66.0))
    pupil = edge((0.032 - np.hypot(x - look, y + 0.006)) * SOFT) * opening
    canvas.lay(pupil, (10.0, 10.0, 12.0))
    glint = edge((0.013 - np.hypot(canvas.u * side - build.eye_x - look + 0.02 * side, y + 0.03)) * SOFT)
    canvas.lay(glint * opening, (245.0, 245.0, 245.0))
    lash = np.exp(-0.5 * ((y - upper) / 0.014) ** 2) * near
    canvas.lay((0.9 * lash).astype(np.float32), DARK)
    rim = np.exp(-0.5 * ((y - lower) / 0.010) ** 2) * near
    canvas.lay((0.35 * rim).astype(np.float32), (50.0, 60.0, 90.0))
    crease = np.exp(-0.5 * ((y - upper + build.fold * (1 - 0.4 * along**2)) / 0.010) ** 2) * near
    canvas.lay((0.45 * crease).astype(np.float32), (48.0, 58.0, 88.0))
    shadow = edge((0.03 - (y - upper)) * SOFT * 0.3) * opening
    canvas.lay(0.35 * shadow, (40.0, 44.0, 60.0))


def _glasses(canvas: Canvas, *, build: Build) -> None:
    x, y = np.abs(canvas.u) - build.eye_x, canvas.v - build.eye_y - 0.02
    ring = (np.abs(x) / 0.25) ** 4 + (np.abs(y) / 0.17) ** 4
    frame = np.exp(-0.5 * ((ring - 1) / 0.13) ** 2)
    arm = np.exp(-0.5 * ((y + 0.06) / 0.014) ** 2) * ((np.abs(x) > 0.25) & (np.abs(canvas.u) < build.cheek))
    middle = np.exp(-0.5 * ((y + 0.05) / 0.014) ** 2) * (np.abs(canvas.u) < build.eye_x - 0.24)
    canvas.lay(np.clip(0.85 * np.maximum(frame, np.maximum(arm, middle)), 0, 1).astype(np.float32), DARK)


def paint_around(canvas: Canvas, *, build: Build, rng: np.random.Generator) -> None:
    """Neck, shoulders and what is behind the face of hair; the face itself comes on top."""
    u, v = canvas.u, canvas.v
    if build.female and build.hair != 0:
        behind = edge((1 - np.hypot(u / 0.98, (v + 0.05) / 1.24)) * 45)
        canvas.lay(behind, np.asarray(build.cloth) * 0.6)
    shoulders = edge((v - 1.28 - 0.24 * np.clip(np.abs(u) / 1.1, 0, 2) ** 2) * SOFT * 0.4)
    neck = edge((0.40 - np.abs(u) + 0.25 * np.clip(v - 1.2, 0, 1)) * SOFT * 0.5) * edge((v - 0.5) * 20)
    canvas.lay(neck, 0.72 * np.asarray(build.skin))
    canvas.lay(shoulders, build.cloth)
    ears = edge((0.11 - np.hypot((np.abs(u) - build.cheek - 0.01) / 0.75, (v + 0.02) / 1.7)) * SOFT * 0.5)
    canvas.lay(ears, 0.85 * np.asarray(build.skin))
    if build.female and build.hair != 0:
        return
    wide = 1.02 if build.female else 0.82
    skull = edge((1 - np.hypot(u / wide, (v + 0.42) / 0.92)) * 40) * edge((-0.05 - v) * 14)
    if build.female:
        sides = (
            edge((1.0 - np.abs(u)) * 40) * edge((1.35 - v) * 12) * edge((v + 0.5) * 12) * (np.abs(u) > 0.4)
        )
        skull = np.maximum(skull, sides)
    canvas.lay(skull, _strands(canvas, rng=rng))


def paint_over(canvas: Canvas, *, build: Build, rng: np.random.Generator) -> None:
    """Hair on the forehead, or a jilbab round the face."""
    u, v = canvas.u, canvas.v
    if build.female and build.hair != 0:
        oval = np.hypot(u / (build.cheek * 0.93), (v - 0.16) / np.where(v < 0.16, 0.92, build.chin_y - 0.14))
        outer = np.hypot(u / 1.04, (v + 0.05) / 1.30)
        below = edge((v - 0.7) * 12) * edge((1.05 + 0.5 * (v - 0.7) - np.abs(u)) * 14)
        cloth = edge((oval - 1) * 60) * np.maximum(edge((1 - outer) * 45), below)
        folds = (
            1
            + 0.10 * smooth_noise(rng=rng, shape=u.shape, scale=26)
            - 0.28 * np.exp(-(((oval - 1) / 0.05) ** 2))
        )
        canvas.lay(cloth, np.asarray(build.cloth, dtype=np.float32) * folds[..., None])
        return
    wave = 0.03 * smooth_noise(rng=rng, shape=u.shape, scale=18)[:1]
    shape = (0.10, -0.06, 0.22, 0.0)[build.hair]
    line = build.hairline + wave + 0.42 * np.abs(u / 0.74) ** (3.2 + 4 * shape) + shape * u * 0.5
    fringe = edge((line - v) * 22) * edge((half_width(v, build=build) + 0.05 - np.abs(u)) * 40)
    canvas.lay(fringe, _strands(canvas, rng=rng))


def _strands(canvas: Canvas, *, rng: np.random.Generator) -> Plane:
    fine = smooth_noise(rng=rng, shape=canvas.u.shape, scale=2.0)
    combed = cv2.GaussianBlur(fine, (1, 15), sigmaX=0.1, sigmaY=4)
    light = 34 + 14 * combed + 10 * np.exp(-(((canvas.v + 0.95) / 0.2) ** 2))
    return plane(np.clip(light, 5, 90)[..., None] * np.array([0.9, 0.95, 1.05]))
